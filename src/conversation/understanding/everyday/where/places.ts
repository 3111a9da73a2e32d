/**
 * Addresses as people say them without "ship to": a name, a street and a town in one line, and one
 * part that is to be another ("change the postcode to BS1 4DK"). Rule: a line is an address only
 * with a street; items never are. Next: resolve/addresses.ts.
 */
import type { Request } from '#conversation/requests/request.ts'
import { isAskOrCommand, isName } from '#conversation/requests/words/name-shape.ts'
import { countryName, namesCountry } from '#domain/base/address-rules.ts'
import { countryOfTown } from '#domain/base/towns.ts'
import type { AddressField } from '#domain/model/draft-question.ts'

const FIELDS: readonly (readonly [RegExp, AddressField])[] = [
  [/^(?:post ?code|zip(?: ?code)?|postal code|plz|eircode)$/i, 'postcode'],
  [/^(?:city|town|ort|stadt)$/i, 'city'],
  [/^(?:street(?: address)?|address line|house number|road|stra(?:ß|ss)e)$/i, 'lines'],
  [/^(?:state|province|county|region)$/i, 'subdivision'],
  [/^(?:name|recipient|receiver|name on the (?:parcel|address|label))$/i, 'name'],
  [/^country$/i, 'country'],
]
const PART = new RegExp(
  '^(?:please |can you |could you |no,? )?(?:(?:change|correct|fix|update|set|make) )?(?:the|my|her|his' +
    '|their)? ?(?<field>post ?code|zip(?: ?code)?|postal code|plz|eircode|city|town|street(?: address)?' +
    '|house number|state|province|county|region|recipient|receiver|name on the (?:parcel|address|label)' +
    '|country)(?: (?:of|on|in|for) (?:the |my |her )?(?<target>shipping|delivery|billing' +
    String.raw`|ship-to)? ?address)? (?:to(?: be)?|is|should be|into|=)\s+(?<value>[^\n]{1,80}?)[.!]?$`,
  'iu',
)

/** "My name is spelled wrong, it's Eve Hull". */
const NAME = new RegExp(
  String.raw`^(?:the|my|her|his|their)?\s*(?<field>name)(?: on (?:it|the (?:parcel|label` +
    String.raw`|order)))? is (?:spelled |spelt |written )?` +
    String.raw`(?:wrong|incorrect|misspelled|misspelt)(?:ly)?[\s,.;:-]+(?:it['’]?s|it is|it should be|should be` +
    String.raw`|correct is)\s+(?<value>[^\n]{2,80}?)[.!]?$`,
  'iu',
)
export function addressPart(sentence: string): Request | undefined {
  const said = (PART.exec(sentence.trim()) ?? NAME.exec(sentence.trim()))?.groups
  const field = FIELDS.find(([named]) => named.test(said?.['field']?.trim() ?? ''))?.[1]
  const value = said?.['value']?.trim()
  if (field === undefined || value === undefined || /\?$/.test(sentence)) return undefined
  return { kind: 'address-part', field, value, target: /billing/i.test(said?.['target'] ?? '') ? 'bill' : 'ship' }
}

export const STREET = new RegExp(
  String.raw`^(?:\d{1,5}[a-z]?\s+(?:[\p{L}.'-]+\s+){1,4}(?:st|street|rd|road|ave|avenue|ln|lane|way|dr|drive|blvd` +
    '|boulevard|ct|court|pl|place|sq|square|terrace|hwy|highway|park|close|crescent|row|hill|walk|gardens' +
    String.raw`|grove|quay|wharf)\.?(?:\s+[nsew]{1,2})?|[\p{L}][\p{L}\p{M} .'’-]*(?:str(?:\.|aße|asse)?|street` +
    String.raw`|st\.?|road|rd\.?|avenue|ave\.?|lane|ln\.?|way|drive|dr\.?|weg|platz|allee|gasse|ring|damm|ufer|quai` +
    String.raw`|rue [\p{L} ]+|via [\p{L} ]+|calle [\p{L} ]+)\s*\d{1,5}\s*[a-z]?` +
    String.raw`|\d{1,5}[a-z]?,?\s+(?:bis\s+)?(?:rue|avenue|av\.?|boulevard|bd\.?|place|chemin|all[ée]e|` +
    String.raw`impasse|quai|via|viale|piazza|calle|rua|paseo)\s[\p{L}\p{M} .'’-]+)$`,
  'iu',
)

/** Several parts, one of them a street; `isItem` keeps "2 mugs" and its kin out. */
export function bareAddress(sentence: string, isItem: (words: string) => boolean): Request | undefined {
  const parts = sentence
    .trim()
    .replace(/[.!]$/, '')
    .split(/\s*,\s*|\n/)
    .map((part) => part.trim())
  if (parts.length < 2 || parts.length > 7 || parts.some((part) => part === '' || part.length > 60)) return undefined
  const street = parts.findIndex((part) => STREET.test(part) && !isItem(lastWords(part)))
  if (street < 0 || street > 2 || !parts.slice(0, street).every(isName)) return undefined
  // "5 Oxford Rd" is no shirt.
  const others = parts.filter((_, at) => at !== street)
  if (parts.some(isItem) || others.some((part) => part.split(/\s+/).some(isItem))) return undefined
  const whole = parts.join(', ')
  const country = parts.map((part) => namesCountry(part)).find((found) => found !== undefined)
  const town = parts.slice(street + 1).map((part) => countryOfTown(part.replace(/^\d{4,5}\s+/, '')))
  const known = country === undefined ? town.find((found) => found !== undefined) : undefined
  return {
    kind: 'ship-to',
    address: { by: 'text', text: known === undefined ? whole : `${whole}, ${countryName(known)}` },
  }
}

const SENT_TO = new RegExp(
  String.raw`^(?<goods>[^\n]*?\S)[\s,]+(?:(?:and|please|to be)\s+)*(?:sent|shipped|delivered|posted|(?:send|ship` +
    String.raw`|deliver|post)\s+(?:it|them|that|this|those))` +
    String.raw`(?:\s+(?:over|out))?\s+to\s*:?\s+(?<where>[^\n]+)$`,
  'iu',
)
/** What happened, or is asked, is no wish: "was my order sent to ...". */
const TELLS = new RegExp(
  String.raw`^(?:was|were|is|are|has|have|had|did|does|why|when|where|what|which|who|how)\b|\b(?:was|were|is|are` +
    String.raw`|been|got|being)\s*$`,
  'i',
)
/** "A green mug sent to Pat Lee, 9 Elm St, Salem": the number before a street is that of a house. */
export function sentAlong(sentence: string, isItem: (words: string) => boolean) {
  const { goods, where = '' } = SENT_TO.exec(sentence.trim())?.groups ?? {}
  const request = goods === undefined || TELLS.test(goods) ? undefined : bareAddress(where, isItem)
  return goods === undefined || request === undefined ? undefined : { goods, where, request }
}

/** "2 blue mugs to Pat Lee, 9 Elm St, Salem": goods, and behind them an address to the end. */
export function addressBehind(sentence: string, isItem: (words: string) => boolean) {
  const said = sentence.trim().replace(/[.!]$/, '')
  for (const { index, 0: mark } of [...said.matchAll(/\s*(?:,|\s-)\s+|\s+(?:to|for|at)\s+/giu)].slice(0, 12)) {
    const goods = said
      .slice(0, index)
      .replace(/[\s,]+(?:ship|send|sent|deliver|delivered|shipped)(?:\s+(?:it|them|this|that))?$/i, '')
    if (TELLS.test(said) || isAskOrCommand(said.split(/,\s*/).at(-1) ?? '') || !goods.split(/[\s,]+/).some(isItem))
      continue
    const request = bareAddress(said.slice(index + mark.length), isItem)
    if (request !== undefined) return { goods, where: said.slice(index + mark.length), request }
  }
  return undefined
}

const THE_STREET = new RegExp(
  String.raw`^(?:(?:no|sorry|oh|oops|wait|actually|i mean(?:t)?)[\s,.!-]+)*(?:it['’]?s|it is|that['’]s` +
    String.raw`|it should be|i mean(?:t)?|make it)\s+(?<street>\d[^,\n]{2,60}?)[.!]?$`,
  'i',
)
/** "It's 19 Elm St": the street alone. */
export function streetAlone(sentence: string, isItem: (words: string) => boolean): Request | undefined {
  const street = THE_STREET.exec(sentence.trim())?.groups?.['street']
  if (street === undefined || !STREET.test(street) || street.split(/\s+/).some(isItem)) return undefined
  return { kind: 'address-part', field: 'lines', value: street, target: 'ship' }
}
const lastWords = (part: string): string => part.replace(/^\d{1,3}\s+(?:x\s+)?/, '').trim()
