/**
 * Another address of the order that was spoken of, or one part of it ("the zip is 62702, not
 * 62701"), where no cart is open; and questions of what is so, or may be changed, of that order.
 * Rule: what is not said is asked. Next: resolve/new-place.ts.
 */
import type { Request } from '#conversation/requests/request.ts'
import type { Session } from '#conversation/turn/session.ts'
import { partChange } from '#conversation/understanding/everyday/placed-changes.ts'
import type { AroundOrder } from '#conversation/understanding/everyday/placed-goods.ts'
import { bareSentence, sentencesOf } from '#conversation/understanding/everyday/sentences.ts'
import { addressPart } from '#conversation/understanding/everyday/where/places.ts'
import { spokenOf } from './said-of-goods.ts'

const NEW_PLACE = new RegExp(
  String.raw`\b(?:(?:new|wrong|right|correct|different|other|another|delivery|shipping) address` +
    String.raw`|address (?:is|was|has|should|must))\b`,
  'i',
)
const STATUS = new RegExp(
  String.raw`^(?:did (?:it|that|my order|the order|everything) (?:go|come|work|get) (?:through|out|in)?` +
    String.raw`|did (?:it|that) work` +
    String.raw`|has (?:it|that|my order|the order) (?:gone|come) through|(?:did|have) you (?:get|got|receive` +
    String.raw`|received) (?:it|that` +
    String.raw`|my order|the order)|(?:is|was) (?:it|that|my order|the order|everything) (?:placed|confirmed` +
    String.raw`|ordered|paid|ok|okay` +
    String.raw`|in order|through|all right|alright)(?: now| already| yet| then)*|is (?:it|that) (?:really )?paid)$`,
  'i',
)
const NO_MAIL = new RegExp(
  String.raw`\b(?:did not|didn['’]t|never|have not|haven['’]t|has not|hasn['’]t)(?: \p{L}+)? (?:get|got|receive` +
    String.raw`|received|had)(?: \p{L}+)?` +
    String.raw` (?:an? |any |the |my |your |her |his )?(?:payment )?(?<what>e-?mail|mail|confirmation|link` +
    String.raw`|receipt|message)\b`,
  'iu',
)
const PAYS = new RegExp(
  String.raw`^(?:and )?(?:where|how) (?:do|can|should|could) (?:i|we|she|he) pay(?: (?:for )?(?:it|that|this` +
    String.raw`|my order|the order|now))?$`,
  'i',
)
const CHANGES = new RegExp(
  String.raw`^(?:(?:can|could|may) (?:i|we|she|he|they|you) (?:still )?(?:change|edit|modify|correct|alter)` +
    String.raw`|(?:i|we|she|he|they|(?:the )?customer) (?:want|wants|need|needs|would like|have` +
    String.raw`|has)s? to (?:change|edit|modify|correct|alter))` +
    String.raw`(?: (?:something|anything|it|this|that|things?|(?:my|the|her|his|their) order|part of it|in it` +
    String.raw`|on it|about it|still))*$` +
    String.raw`|\b(?:made|was|is) a mistake\b|\bordered (?:it |that |this )?by (?:mistake|accident)\b` +
    String.raw`|\bmessed (?:it )?up\b` +
    String.raw`|^(?:the )?wrong order$|\bchanged (?:my|her|his|their) mind\b`,
  'i',
)

export async function placeSaid(
  text: string,
  around: AroundOrder,
  session: Session,
): Promise<readonly Request[] | undefined> {
  const parts = sentencesOf(text).flatMap((sentence) => addressPart(bareSentence(sentence)) ?? [])
  const said = bareSentence(text)
  const place = NEW_PLACE.test(said) ? partChange(text, text.length, around) : undefined
  const asks = STATUS.test(said) || PAYS.test(said) || NO_MAIL.test(said) || CHANGES.test(said)
  if (parts.length === 0 && place === undefined && !asks) return undefined
  const order = await spokenOf(session)
  if (order === undefined) return undefined
  const { number, groups } = order
  const [part] = parts
  const [only, another] = groups.filter(({ address }) => address !== undefined)
  if (part?.kind === 'address-part' && only?.address !== undefined && another === undefined) {
    const { field, value } = part
    const begun = { address: only.address, field } as const
    return [
      {
        kind: 'change-order',
        order: number,
        act: { kind: 'address', where: meantValue(value, field, only.address.lines), begun },
      },
    ]
  }
  const [wish] = place ?? []
  if (wish?.kind === 'address') return [{ kind: 'change-order', order: number, act: wish }]
  const link = PAYS.test(said) || NO_MAIL.exec(said)?.groups?.['what']?.toLowerCase() === 'link'
  if (link) return [{ kind: 'where-link', order: number }]
  return !asks
    ? undefined
    : CHANGES.test(said)
      ? [{ kind: 'about-order', order: number, asks: true }]
      : [{ kind: 'status', order: number }]
}

/** "The house number is 7" is of the street that is there. */
function meantValue(value: string, field: string, lines: readonly string[]): string {
  const [street] = lines
  const first = value.replace(/[\s,]+(?:and\s+)?(?:not|instead of|rather than)\s+[\s\S]*$/i, '')
  return field === 'lines' && street !== undefined && /^\d{1,5}[a-z]?$/i.test(first)
    ? street.replace(/\d{1,5}[a-z]?/i, first)
    : first
}
