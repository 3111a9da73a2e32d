/** What a typed line can be of an address that is asked for. Next: ../pending.ts. */
import {
  isAskOrCommand,
  isDay,
  isName,
  isPlaceOfOthers,
  isStreet,
  isTalking,
  isTown,
} from '#conversation/requests/words/name-shape.ts'
import { isPhone } from '#conversation/understanding/everyday/where/address-pieces.ts'
import { namesCountry } from '#domain/base/address-rules.ts'
import type { AddressField } from '#domain/model/draft-question.ts'

/** "Jane Doe, C-1001": the number of an account is no part of a name. */
export const withoutAccount = (text: string): string => text.replace(ACCOUNT, '').trim() || text
const ACCOUNT =
  /[\s,;(-]*(?:(?:and|my|the|her|his|customer|account|number|no|id|is|with)[\s.:#]+)*(?<![\p{L}\d])C-\d{1,9}\)?[.!]*$/iu

/** "It's for my sister, Lena Hart", "her name is Lena Hart": who receives it. */
export const recipientIn = (text: string): string | undefined => RECIPIENT.exec(text.trim())?.groups?.['name']
const RECIPIENT = new RegExp(
  String.raw`^(?:(?:[Ii]t['’]?s|[Ii]t is|[Tt]his is|[Tt]hat['’]?s|[Gg]oes)?\s*(?:for|to)\s+(?:my|her|his|our` +
    String.raw`|their)\s+\p{Ll}+[\s,:]+` +
    String.raw`|(?:[Mm]y|[Hh]er|[Hh]is|[Tt]he|[Tt]heir)\s+name(?:['’]?s|\s+is)\s+|[Ii]['’]?m\s+|[Ii]\s+am\s+` +
    String.raw`|[Tt]his\s+is\s+)` +
    String.raw`(?<name>\p{Lu}[\p{L}'’-]+(?:\s\p{Lu}[\p{L}'’.-]*){1,3})(?:\s+(?:btw|please|thanks))?[.!]*$`,
  'u',
)

/** What has not the shape of the field is never its value. */
export function fitsField(field: AddressField, text: string): boolean {
  const lines = text.trim().split('\n')
  if (/\S@\S/.test(text) || isDay(text) || isPlaceOfOthers(text)) return false
  if ((field !== 'phone' && isPhone(text)) || lines.some(isTalking)) return false
  if (lines.length > 1) return !lines.some(isAskOrCommand)
  if (namesCountry(text) !== undefined) return true
  switch (field) {
    case 'name':
      return (isName(text) && !isSentence(text)) || isStreet(text)
    case 'lines':
      return isStreet(text)
    case 'city':
      return isTown(text) || isStreet(text)
    case 'subdivision':
    case 'postcode':
    case 'country':
    case 'phone':
      return !isAskOrCommand(text)
    default:
      return field satisfies never
  }
}

/** "Half the beanies to the factory" is nobody's name. */
const isSentence = (text: string): boolean => (text.match(/(?<![\p{L}'’-])\p{Ll}+/gu) ?? []).length > 3
