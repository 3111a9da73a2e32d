/** What a question of a kind with many subjects is about: the first whose words are said. */
type Abouts = readonly (readonly [about: string, words: RegExp])[]

const POLICY: Abouts = [
  ['customs', /\b(?:customs?|custums|dut(?:y|ies)|import|border|vat|tax(?:es)?)\b/],
  ['freeshipping', /\bfree\b.*\b(?:ship|deliver|delievry|postage)|\b(?:ship|deliver|postage)\w*\b.*\bfree\b/],
  ['hours', /\b(?:open(?:ing)?|clos(?:e|ed|ing)|hours?|until|til|till|when are you|weekends?|sundays?|late can)\b/],
  ['payment', /\bgift cards?\b|\bwhich ones\b/],
  ['giftwrap', /\bgift ?wrap|\bwrap/],
  ['giftnote', /\b(?:card|gift text|gift note)\b.*|\bletters\b/],
  ['warranty', /\b(?:waranty|warranty|guarantee|covered)\b/],
  ['pricematch', /\b(?:match|beat)\b/],
  ['minimum', /\b(?:minimum|smallest|at least)\b/],
  ['freeshipping', /\bfree\b/],
  ['coupons', /\b(?:codes?|coupons?|vouchers?|promos?|stack)\b/],
  [
    'payment',
    /\b(?:pay|payments?|paypal|cash|card|cards|visa|amex|klarna|cheques?|instalments?|apple|invoice|monthly)\b/,
  ],
  ['discount', /\b(?:discounts?|students?|price|something off|loyalty)\b/],
  ['account', /\b(?:account|register|sign up)\b/],
  ['pobox', /\b(?:po box|packstation|box)\b/],
  ['split', /\b(?:two|several|different|2)\b/],
  ['quote', /\bquotes?\b/],
  ['countries', /\b(?:ship|send|deliver|post|possible|countries)\b/],
]
const WHY: Abouts = [
  ['parcels', /\b(?:parcels?|boxes|packages?|pakages|split|pieces|shipments|two)\b/],
  ['email', /\b(?:e-?mail|mail|need that|what for|need (?:it|that))\b/],
  ['phone', /\b(?:phone|number)\b/],
  ['reason', /\breason\b/],
  ['approval', /\b(?:approval|aproval|approv)/],
  ['declined', /\b(?:declined|turned down|refused|rejected)\b/],
  ['tax', /\btax\b/],
  ['shipping', /\b(?:shipping|delivery|postage|4\.95)\b/],
  ['backorder', /\bback-?order/],
  ['late', /\b(?:long|late|delay|slow)\b/],
  ['wait', /\b(?:on hold|hold|waiting|wait|nothing|moving|moved)\b/],
  ['discount', /\b(?:off|discount)\b/],
  ['price', /\bprice|than yesterday\b/],
  ['total', /./],
]
const WHY_NOT: Abouts = [
  ['coupon', /\b(?:code|coupon|voucher)\b/],
  ['pickup', /\b(?:pick ?up|collect)\b/],
  ['invoice', /\b(?:invoice|account)\b/],
  ['stock', /\b(?:all|enough|send all)\b/],
  ['delivery', /\b(?:tomorrow|deliver|delivery|express|sunday|today)\b/],
  ['discount', /./],
]
const OTHER: Abouts = [
  ['margin', /\bmargin\b/],
  ['credit', /\bcredit\b/],
  ['customer', /\b(?:customer|costumer|buyer|client)\b/],
]
const find = (list: Abouts, text: string): string | undefined => list.find(([, words]) => words.test(text))?.[0]
export const policyAbout = (text: string): string | undefined => find(POLICY, text)
export const whyAbout = (text: string): string | undefined => find(WHY, text)
export const whyNotAbout = (text: string): string | undefined => find(WHY_NOT, text)
export const otherAbout = (text: string): string => find(OTHER, text) ?? 'other'
