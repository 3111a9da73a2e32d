/**
 * What the menu of the cart card offers, the most needed first; the card takes ten (cart-controls.ts).
 * What is not on it can be typed.
 */

import { fitsControl } from '#conversation/requests/controls.ts'
import type { Pressable } from '#conversation/requests/request.ts'
import { choiceLabel } from '#conversation/screens/backorders.ts'
import { isStaff, type ScreenContext } from '#conversation/screens/context.ts'
import { itemName, lineName, optionName, optionValueName } from '#conversation/screens/names.ts'
import { cartWords } from '#conversation/words/cart.ts'
import { unitsInGroup } from '#domain/draft/lines.ts'
import { may } from '#domain/model/permissions.ts'
import { reaches } from '#domain/pricing/shipping.ts'
import type { CardFacts } from './card-facts.ts'
import type { ShownDraft } from './cart-lines.ts'

export type Choice = { readonly label: string; readonly press: Pressable }

type Offered = ShownDraft & Pick<CardFacts, 'standing' | 'choices'>

export function menuChoices(shown: Offered, ctx: ScreenContext): readonly Choice[] {
  const { content, redo } = shown.draft
  const staff = isStaff(ctx)
  const when = (condition: boolean, label: string, press: Pressable): readonly Choice[] =>
    condition && fitsControl(press) ? [{ label, press }] : []
  const filled = content.lines.length > 0
  return [
    ...otherPolicies(shown, ctx),
    ...when(true, cartWords.details, { kind: 'open-form', form: 'details' }),
    ...otherOptions(shown, ctx).slice(0, 1),
    ...textForms(shown, ctx).slice(0, 1),
    ...parcelChoices(shown, ctx).filter(({ press }) => fitsControl(press)),
    ...when(content.payment !== undefined, cartWords.changePayment, { kind: 'open-form', form: 'payment' }),
    ...content.coupons
      .slice(0, 1)
      .flatMap(({ code }) => when(true, cartWords.removeCoupon(code), { kind: 'remove-coupon', code })),
    ...when(filled, cartWords.whyThisTotal, { kind: 'why' }),
    ...when(staff && ctx.shared, cartWords.readBack, { kind: 'read-back' }),
    ...when(redo.length > 0, cartWords.redo, { kind: 'redo' }),
    ...when(ctx.actor.kind === 'guest', cartWords.iHaveAnAccount, { kind: 'open-form', form: 'link' }),
    ...when(true, cartWords.cancelThisOrder, { kind: 'cancel' }),
    ...when(true, cartWords.help, { kind: 'help' }),
    ...when(true, cartWords.addComment, { kind: 'open-form', form: 'comment' }),
    ...when(filled && may(ctx.actor, 'quote'), cartWords.quoteForDays, { kind: 'quote', days: 7 }),
    ...when(may(ctx.actor, 'choose-customer'), cartWords.changeCustomer, { kind: 'open-form', form: 'customer' }),
    ...removals(shown, ctx),
    ...when(filled, cartWords.clearTheCart, { kind: 'clear' }),
  ]
}

/** Where it goes; of several parcels, each by its name, and how else it can be sent. */
function parcelChoices({ draft: { content } }: Offered, { shop: { settings } }: ScreenContext): readonly Choice[] {
  const form = { kind: 'open-form', form: 'ship-to' } as const
  const parcels = content.groups.filter(({ id, address }) => address !== undefined && unitsInGroup(content, id) > 0)
  if (parcels.length < 2)
    return content.groups.some(({ address }) => address !== undefined)
      ? [{ label: cartWords.changeAddress, press: form }]
      : []
  return parcels.flatMap(({ id, label, address, method }): readonly Choice[] => {
    const name = label ?? address?.city ?? ''
    const other = settings.shippingMethods.find(
      (each) => each.kind === 'delivery' && each.id !== method && reaches(each, address),
    )
    return [
      ...(other === undefined
        ? []
        : [
            {
              label: cartWords.parcelBy(name, other.name),
              press: { kind: 'method', method: other.id, group: id } as const,
            },
          ]),
      { label: cartWords.changeAddressOf(name), press: { ...form, argument: id } },
    ]
  })
}

/** What was chosen about what is short can be chosen anew; and while something else is asked. */
const otherPolicies = ({ standing, choices }: Offered, ctx: ScreenContext): readonly Choice[] =>
  choices
    .filter(({ policy }) => standing.kind !== 'chosen' || policy !== standing.policy)
    .map((choice) => ({ label: choiceLabel(choice, ctx), press: { kind: 'backorders', policy: choice.policy } }))

/** What was assumed can be changed in one press: "Classic mug: 15 oz". */
function otherOptions({ draft }: ShownDraft, ctx: ScreenContext): readonly Choice[] {
  const { catalog } = ctx.shop
  return draft.content.lines.flatMap((line) =>
    line.assumed.flatMap(({ option, value }) => {
      const variant = catalog.variants.get(line.sku)
      const siblings = catalog.variantsOf.get(variant?.productId ?? '') ?? []
      const same = siblings.filter(
        (other) =>
          other.active &&
          Object.entries(other.options).every(([id, chosen]) => id === option || variant?.options[id] === chosen),
      )
      const others = [...new Set(same.map((other) => other.options[option]))].filter(
        (other) => other !== undefined && other !== value,
      )
      return others.slice(0, 3).flatMap((other): readonly Choice[] => {
        const press: Pressable = {
          kind: 'set-options',
          line: { by: 'id', id: line.id },
          options: { [option]: other ?? '' },
        }
        return fitsControl(press)
          ? [
              {
                label: cartWords.optionAsSaid(
                  lineName(line, draft.content.lines, ctx),
                  optionValueName(option, other ?? '', ctx),
                  optionName(option, ctx).toLowerCase(),
                ),
                press,
              },
            ]
          : []
      })
    }),
  )
}

/** What an item may have written on it. */
function textForms({ draft }: ShownDraft, ctx: ScreenContext): readonly Choice[] {
  const { catalog } = ctx.shop
  return draft.content.lines.flatMap((line): readonly Choice[] => {
    const offered = catalog.products.get(catalog.variants.get(line.sku)?.productId ?? '')?.freeText
    const press: Pressable = { kind: 'open-form', form: 'line-text', argument: line.id }
    return offered === undefined ? [] : [{ label: `${offered.label}: ${itemName(line.sku, ctx).name}`, press }]
  })
}

const removals = ({ draft: { content } }: ShownDraft, ctx: ScreenContext): readonly Choice[] =>
  content.lines.map((line) => ({
    label: cartWords.remove(lineName(line, content.lines, ctx)),
    press: { kind: 'remove-line', line: { by: 'id', id: line.id } },
  }))
