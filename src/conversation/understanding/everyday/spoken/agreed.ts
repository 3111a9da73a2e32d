/**
 * What people say when the order is as they want it, when they take what was offered, and when they
 * want none of what could be added: "okay put the order through", "yeah do that then", "no code
 * then", "nah, standard is fine". Rule: nothing else is said in the sentence. Next: everyday.ts,
 * turn/reading/interpret.ts.
 */
import type { Request } from '#conversation/requests/request.ts'
import { literal } from '#conversation/understanding/words/text.ts'
import type { Shop } from '#domain/model/shop.ts'

const FINE = '(?:good|great|right|fine|perfect|correct|ok(?:ay)?|nice)'
const BEFORE = [
  'ok(?:ay)?|great|perfect|good|fine|right|all right|alright|yes|yeah|yep|yup|cool|super|lovely|brilliant|sure' +
    '|so|then',
  "now|and|well|please|just|she says|he says|they say|(?:that|it|this|everything|all)(?:['’]?s| is)? (?:all )?" +
    `(?:looks? |sounds? )?${FINE}|(?:looks?|sounds?) ${FINE}|that(?:['’]s| is) (?:it|all|everything)`,
  "(?:you )?(?:can|could|would|may)(?: (?:you|we|i|he|she|they))?|let['’]?s" +
    "|(?:i|we|she|he|they)(?:['’]d| would) like" +
    "(?: you)? to|(?:i|we) want(?: you)? to|(?:she|he) wants(?: me| you)? to|(?:(?:i['’]m|we['’]re|she['’]s|he['’]s) )?" +
    'ready to|go ahead(?: and)?|hmm+',
].join('|')
const IT = '(?:it|that|this|them|(?:the|my|this|her|his|their|our) order|everything|the lot|all of it)'
const BEHIND = '(?:now|then|please|pls|thanks|thank you|for (?:me|us|her|him|them)|as is|like that|today|right away)'
const whole = (core: string): RegExp =>
  new RegExp(String.raw`^(?:(?:${BEFORE})[\s,.!-]+)*(?:${core})(?:[\s,]+${BEHIND})*[\s.!]*$`, 'iu')

const PLACES = whole(
  `(?:place|order|submit|buy|book|confirm|finali[sz]e|process) ${IT}|complete (?:the|my|this|her|his) order|` +
    `put ${IT}(?: all)? (?:through|in)|put through ${IT}|send ${IT} (?:off|through)|place|order|buy|book|check` +
    ` ?out|` +
    'checkout|go|go for it|go ahead',
)
const TAKES = whole('(?:do|use|take|go with|go for) (?:that|it|this|that one|this one)')

/** "Okay, put the order through": the order is placed by whoever may; what is asked last is answered first. */
export function agreement(text: string, asked: boolean): Request | undefined {
  const said = text.trim().replace(/\s+/g, ' ')
  if (said.length > 90) return undefined
  if (!PLACES.test(said)) return TAKES.test(said) ? { kind: 'yes' } : undefined
  return asked && /\bgo(?: for it| ahead)?[\s.!]*$/i.test(said) ? { kind: 'yes' } : { kind: 'place' }
}

const OPTIONAL =
  'code|coupon|voucher|discount|promo(?: code)?|gift note|gift card|card|note|comment|message|engraving|gift' +
  ' wrap(?:ping)?|' +
  'wrapping|insurance|receipt|po(?: number)?|reference|phone(?: number)?|extras?'
const DECLINES = new RegExp(
  String.raw`^(?:(?:ok(?:ay)?|oh|well|then|so|and|actually|hm+|nah|no|nope)[\s,.!]+)*(?:no|never ?mind` +
    String.raw`|nevermind|forget` +
    String.raw`(?: about)?|skip|without|leave|(?:i|we|she|he|they) (?:don['’]?t|doesn['’]?t) (?:need|want|have))` +
    String.raw`(?: (?:a|an|any|the|that|her|his|my))?\s+(?<what>${OPTIONAL})(?:[\s,]+(?:then|thanks|thank you` +
    String.raw`|please|` +
    String.raw`after all|for (?:now|me|her|him)|needed|today|out|it is|fine|ok(?:ay)?))*[.!]*$`,
  'iu',
)
type There = { readonly coupons: boolean; readonly takenOff: boolean; readonly notes: boolean }
/** Something that could be added is declined; nothing of it is there to take off. */
export function declines(sentence: string, { coupons, takenOff, notes }: There): boolean {
  const what = DECLINES.exec(sentence.trim())?.groups?.['what']?.toLowerCase()
  if (what === undefined) return false
  if (/code|coupon|voucher|promo/.test(what)) return !coupons
  if (/discount/.test(what)) return !coupons && !takenOff
  return !notes || !/note|comment|message|engraving|card/.test(what)
}

const SETTLES = new RegExp(
  String.raw`^(?:(?:ok(?:ay)?|oh|well|then|so|and|actually|hm+|nah|no|nope|never ?mind|too (?:much|expensive)` +
    String.raw`|wait|just)` +
    String.raw`[\s,.!-]+)*(?:(?:back to|keep|use|stay with|stick with|make it|go with)\s+)?(?:the |her |his |my` +
    String.raw` |their )?` +
    String.raw`(?<name>[\p{L}][\p{L}\d -]{1,30}?)(?: (?:shipping|delivery|address))?` +
    String.raw`(?:(?:['’]s|\s+is|\s+would be|\s+will be)\s+(?:fine|ok(?:ay)?|good|enough|great|perfect|alright` +
    String.raw`|all right)` +
    String.raw`|\s+will do|\s+it is)(?:[\s,]+(?:then|thanks|after all|too|again|for (?:me|us|her|him|now)))*[.!]*$`,
  'iu',
)
/** "Standard is fine", "never mind, home is okay": a way of shipping, or an address by its name. */
export function settledOn(sentence: string, { settings }: Shop, labels: readonly string[]): Request | undefined {
  const name = SETTLES.exec(sentence.trim())?.groups?.['name']?.toLowerCase()
  if (name === undefined) return undefined
  const way = settings.shippingMethods.find((one) =>
    [one.id, one.name].some((each) => new RegExp(`^${literal(each.toLowerCase())}$`).test(name)),
  )
  if (way !== undefined) return { kind: 'method', method: way.id }
  return labels.includes(name) ? { kind: 'ship-to', address: { by: 'text', text: name } } : undefined
}
