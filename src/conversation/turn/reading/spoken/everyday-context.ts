/** What the everyday sentences are read with. Next: understanding/everyday/everyday.ts. */
import type { InterpretContext } from '#conversation/turn/reading/heard.ts'
import { addressLabels } from '#conversation/turn/reading/offered.ts'
import type { Everyday } from '#conversation/understanding/everyday/everyday.ts'
import { given } from '#domain/base/given.ts'
import { questionsOf } from '#domain/draft/open-questions.ts'

export function everydayContext({ shop, draft, placed, staff, asked }: InterpretContext): Everyday {
  const [focus] = draft?.focus ?? []
  const asksPlace = (asked ?? draft?.pending?.kind) === 'address-field'
  return {
    shop,
    hasCart: draft !== undefined && draft.content.lines.length > 0,
    lines: draft?.content.lines ?? [],
    parcels: draft?.content.groups.length ?? 0,
    ...given({ method: draft?.content.groups[0]?.method }),
    places: (draft?.content.groups ?? []).flatMap(({ label, address }) =>
      [label, address?.city].flatMap((name) => (name === undefined ? [] : [name.toLowerCase()])),
    ),
    ...given({ focus }),
    labels: addressLabels(draft).map((label) => label.toLowerCase()),
    there: {
      coupons: (draft?.content.coupons ?? []).length > 0,
      takenOff: draft?.content.subtraction !== undefined,
      notes: (draft?.content.lines ?? []).some(({ note, freeText }) => note !== undefined || freeText !== undefined),
    },
    asked: draft?.pending?.kind === 'choose-option',
    askedFor: (draft === undefined ? [] : questionsOf(draft)).flatMap((one) =>
      one.kind === 'choose-option' ? [one.productId] : [],
    ),
    takenOff: draft?.content.subtraction !== undefined && draft.content.coupons.length === 0,
    placed: placed === true,
    hasDraft: draft !== undefined,
    staff: staff === true,
    takesPiece: !asksPlace,
    address: draft?.content.groups[0]?.address !== undefined,
    takesAddress: draft?.content.groups[0]?.address === undefined && !asksPlace,
  }
}
