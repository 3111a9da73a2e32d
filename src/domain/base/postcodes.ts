/**
 * Postcodes, country by country: how they look, how they are written, where an address cannot do
 * without one. Data and look-ups only. A country that is in no table takes any plausible code and
 * needs none. Next: address-text.ts finds them in typed text, ../draft/address.ts asks for them.
 */
type PostcodeRule = {
  readonly name: string
  readonly example: string
  readonly form: RegExp
  readonly write: (found: string) => string
}

const digits = (count: number): PostcodeRule => ({
  name: 'postcode',
  example: '1234567'.slice(0, count),
  form: new RegExp(`\\d{${count}}`),
  write: (found) => found,
})
const spaced = (form: RegExp, example: string, tail: number): PostcodeRule => ({
  name: 'postcode',
  example,
  form,
  write: (found) => {
    const plain = found.toUpperCase().replace(/[\s-]/g, '')
    return `${plain.slice(0, -tail)} ${plain.slice(-tail)}`
  },
})
const dashed = (form: RegExp, example: string, head: number): PostcodeRule => ({
  name: 'postcode',
  example,
  form,
  write: (found) => {
    const plain = found.toUpperCase().replace(/[\s-]/g, '')
    return plain.length > head ? `${plain.slice(0, head)}-${plain.slice(head)}` : plain
  },
})
const upper = (form: RegExp, example: string): PostcodeRule => ({
  name: 'postcode',
  example,
  form,
  write: (found) => found.toUpperCase().replace(/\s+/g, ' '),
})
const each = (codes: string, rule: PostcodeRule): Readonly<Record<string, PostcodeRule>> =>
  Object.fromEntries(codes.split(' ').map((code) => [code, rule]))

const zip: PostcodeRule = { ...dashed(/\d{5}(?:-\d{4})?/, '97301', 5), name: 'ZIP code' }

const rules: Readonly<Record<string, PostcodeRule>> = {
  ...each('FO IS LS MG OM PG', digits(3)),
  ...each(
    'AF AL AM AT AU BD BE BG CH CV CY CX CC DK ET GE GL GW HM HT HU LI LR LU MK MZ NE NF NO NZ PH PY SI SJ TN VE ZA',
    digits(4),
  ),
  ...each(
    'BA BT CR CU DE DO DZ EE EG ES FI FR GF GP GT HN HR ID IQ IT JO KE KH KR KW LA LK MA MC ME MM MQ MU MV MX MY',
    digits(5),
  ),
  ...each('MF BL NC NI NP PE PF PK PM PS RE RS SA SM SN TH TR TZ UA UY VA WF XK YT ZM AX', digits(5)),
  ...each('BY CN CO EC IN KG KZ MN NG RO RU SG TJ TM UZ', digits(6)),
  ...each('US PR GU VI AS MP UM FM MH PW', zip),
  ...each('SE CZ SK GR', spaced(/\d{3} ?\d{2}/, '111 22', 2)),
  ...each('GB GG IM JE', spaced(/(?:GIR ?0AA|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})/i, 'SW1A 1AA', 3)),
  CA: { ...spaced(/[A-Z]\d[A-Z][ -]?\d[A-Z]\d/i, 'M5V 2T6', 3), name: 'postal code' },
  IE: { ...spaced(/[A-Z]\d[\dW] ?[A-Z\d]{4}/i, 'D02 AF30', 4), name: 'Eircode' },
  NL: spaced(/\d{4} ?[A-Z]{2}/i, '1012 JS', 2),
  PL: dashed(/\d{2}-?\d{3}/, '00-001', 2),
  PT: dashed(/\d{4}-?\d{3}/, '1100-148', 4),
  BR: dashed(/\d{5}-?\d{3}/, '01310-100', 5),
  JP: dashed(/\d{3}-?\d{4}/, '100-0001', 3),
  KY: dashed(/KY\d[ -]?\d{4}/i, 'KY1-1104', 3),
  GI: spaced(/GX11 ?1AA/i, 'GX11 1AA', 3),
  AR: upper(/[A-Z]?\d{4}(?:[A-Z]{3})?/i, 'C1043AAZ'),
  CL: upper(/\d{3}-?\d{4}/, '8320000'),
  IL: upper(/\d{7}|\d{5}/, '6100000'),
  TW: upper(/\d{6}|\d{5}|\d{3}/, '100'),
  VN: upper(/\d{5,6}/, '100000'),
  LT: upper(/\d{5}/, '01001'),
  LV: upper(/(?:LV-)?\d{4}/i, 'LV-1010'),
  MT: upper(/[A-Z]{3} ?\d{4}/i, 'VLT 1117'),
  BB: upper(/BB\d{5}/i, 'BB11000'),
  BN: upper(/[A-Z]{2} ?\d{4}/i, 'BS8811'),
  BM: upper(/[A-Z]{2} ?[A-Z\d]{2}/i, 'HM 12'),
  AD: upper(/AD\d{3}/i, 'AD500'),
  NR: upper(/NRU ?\d{2}/i, 'NRU68'),
}

/** Where the post needs it: everywhere else an address without one is complete. */
const needed = new Set(
  (
    'US PR GU VI CA GB GG IM JE AT AU BE BG BR CH CN CZ DE DK EE ES FI FR GR HR HU IN IT JP KR LI LU MX MY NL NO ' +
    'NZ PL PT RO RU SE SG SI SK TR UA ZA'
  ).split(' '),
)
export const needsPostcode = (country: string): boolean => needed.has(country)

const anyCode: PostcodeRule = {
  name: 'postcode',
  example: '12345',
  form: /(?:[A-Z]{1,3}-?)?\d[A-Z\d]{1,7}(?:[ -]\d[A-Z\d]{1,4})?/i,
  write: (found) => found.toUpperCase(),
}
export const postcodeRule = (country: string): PostcodeRule => rules[country] ?? anyCode
/** Whether a code of that country can be told from other numbers. */
export const knowsPostcode = (country: string): boolean => country in rules

/** Country prefixes people put before it ("D-53111") are dropped. Undefined: not a postcode of that country. */
export function readPostcode(country: string, text: string): string | undefined {
  const rule = postcodeRule(country)
  const typed = text.trim()
  const bare = typed.replace(/^(?:[A-Z]{1,3}-)(?=\d)/i, '')
  const whole = new RegExp(`^(?:${rule.form.source})$`, rule.form.flags)
  const found = [typed, bare].find((form) => whole.test(form))
  return found === undefined ? undefined : rule.write(found)
}

const CODE = '(?:post ?code|postal code|zip(?: ?code)?|eircode|pin ?code)'
const NONE = new RegExp(
  `^(?:(?:there is|there's|it has|i have|we have|has|have|with) )?(?:no|without)(?: an?)? ${CODE}(?: here| ` +
    `there)?$|^${CODE}:? (?:none|n/?a|-)$`,
  'i',
)
/** "no postcode" is an answer: the address has none. */
export const saysNoPostcode = (text: string): boolean => NONE.test(text.trim().replace(/[.!]+$/, ''))
/** Only after it was asked for. */
export const saysNone = (text: string): boolean =>
  saysNoPostcode(text) ||
  /^(?:none|n\/?a|there is none|there isn't one|(?:we|i) (?:have none|don'?t have (?:one|any|it)))[.!]*$/i.test(
    text.trim(),
  )
/** "CEP 01310-100", "C.P. 06000", "〒100-0001": the word before the code is not part of the place. */
export const withoutCodeWord = (text: string): string =>
  text.replace(new RegExp(`(^|\\s)(?:${CODE}|cep|c\\.?p\\.?|pin|〒)[:.]?\\s*(?=[A-Z]{0,3}-?\\d)`, 'giu'), '$1')
