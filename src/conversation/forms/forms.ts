/**
 * The fields of every form: one model for Slack modals, Discord modals, web forms and terminal
 * prompts. A form is the fallback; whatever it asks can be typed as well. Next: form-reading.ts
 * turns what was filled in into requests.
 */

import type { Form, FormField, SelectOption } from '#conversation/edge/view.ts'
import type { FormKind } from '#conversation/requests/words/arguments.ts'
import { isStaff, money, type ScreenContext } from '#conversation/screens/context.ts'
import { inShop } from '#conversation/screens/examples.ts'
import { addressText, buyerName, itemText, methodName, paymentText } from '#conversation/screens/names.ts'
import { formsWords } from '#conversation/words/forms.ts'
import { formatMoney } from '#domain/base/money.ts'
import { questionsOf } from '#domain/draft/open-questions.ts'
import { isAdjustment } from '#domain/draft/prices/adjustments.ts'
import type { Facts } from '#domain/model/facts.ts'
import { may } from '#domain/model/permissions.ts'
import { addressFields, begunText, billing, compactAddress, shipping } from './address-fields.ts'
import { type FormAbout, field, filledWith, selectOptions } from './fields.ts'

type Fields = (about: FormAbout, ctx: ScreenContext) => readonly FormField[]
type Sheet = { readonly title: string; readonly submit: string; readonly fields: Fields; readonly compact?: Fields }

const customerFields: Fields = ({ draft }, ctx) => {
  const buyer = draft?.content.buyer
  const contact = buyer !== undefined && 'email' in buyer ? buyer.email : undefined
  const name = buyer !== undefined && 'name' in buyer ? buyer.name : undefined
  const phone = buyer !== undefined && 'phone' in buyer ? buyer.phone : undefined
  const kinds = isStaff(ctx)
    ? selectOptions([
        ['known', formsWords.knownCustomer],
        ['guest', formsWords.guestNoAccount],
        ['register', formsWords.aNewAccount],
      ])
    : selectOptions([
        ['guest', formsWords.asAGuest],
        ['register', formsWords.withANewAccount],
      ])
  const kind =
    buyer?.kind === 'registered'
      ? 'known'
      : buyer?.kind === 'guest' || buyer?.kind === 'register'
        ? buyer.kind
        : isStaff(ctx)
          ? 'known'
          : 'guest'
  return [
    field('kind', formsWords.whoIsIt(isStaff(ctx)), {
      kind: 'choice',
      required: true,
      options: kinds,
      value: kind,
    }),
    field('contact', formsWords.whoHow(isStaff(ctx)), {
      required: true,
      ...filledWith(contact),
      ...(isStaff(ctx) ? { find: 'customer' } : {}),
    }),
    field('name', formsWords.name, { ...filledWith(name), help: formsWords.neededForAccount }),
    field('phone', formsWords.phone, { kind: 'phone', ...filledWith(phone) }),
  ]
}

const methodOptions = (facts: Facts, ctx: ScreenContext): readonly SelectOption[] =>
  facts.shop.settings.shippingMethods.map((method) => ({
    value: method.id,
    label: method.name,
    ...(method.rates.kind === 'flat' ? { description: money(method.rates.amount, ctx) } : {}),
  }))

/** Only what may be offered; the server checks again. */
const paymentOptions: (about: FormAbout, ctx: ScreenContext) => readonly SelectOption[] = ({ facts }, ctx) => {
  const { payment } = facts.shop.settings
  const card = facts.customer?.methods.find((method) => method.isDefault) ?? facts.customer?.methods[0]
  return selectOptions([
    ...(payment.stored && card !== undefined ? [['stored', formsWords.ending(card.brand, card.last4)] as const] : []),
    ...(payment.link ? [['link', formsWords.paymentLink] as const] : []),
    ...(payment.invoice && facts.customer?.invoiceAllowed === true ? [['invoice', formsWords.invoice] as const] : []),
    ...(payment.delivery !== undefined && isStaff(ctx)
      ? [['delivery', formsWords.onDeliveryUpTo(money(payment.delivery.cap, ctx))] as const]
      : []),
  ])
}

const paymentFields: Fields = (about, ctx) => {
  const choice = about.draft?.content.payment
  const list = paymentOptions(about, ctx)
  const invoice = list.some((option) => option.value === 'invoice')
  return [
    field('payment', formsWords.howPaid, {
      kind: 'choice',
      required: true,
      options: list,
      ...filledWith(list.find((option) => option.value === choice?.kind)?.value),
    }),
    ...(invoice
      ? [
          field('reference', formsWords.purchaseOrderNumber, {
            ...filledWith(choice?.kind === 'invoice' ? choice.reference : undefined),
            help: formsWords.forAnInvoice,
          }),
        ]
      : []),
  ]
}

/** What is known already stands in the help, not in the field: an empty field changes nothing. */
const detailFields: Fields = (about, ctx) => {
  const content = about.draft?.content
  const [main] = content?.groups ?? []
  const now = (known: string | undefined, otherwise?: string): { readonly help?: string } => {
    const help = known === undefined ? otherwise : formsWords.now(known)
    return help === undefined ? {} : { help }
  }
  const lines = content?.lines.length ?? 0
  const needed = (known: number): string => (known === 0 ? formsWords.alsoNeededToOrder : '')
  const [kind] = customerFields(about, ctx)
  const buyer = content === undefined || content.buyer.kind === 'none' ? undefined : buyerName(content.buyer, ctx)
  return [
    ...(kind === undefined ? [] : [{ ...kind, required: false }]),
    field('contact', formsWords.whoHow(isStaff(ctx)), now(buyer, formsWords.neededToOrder)),
    field('name', formsWords.name, { help: formsWords.neededForAccount }),
    field('items', formsWords.items, {
      kind: 'long-text',
      help: inShop(formsWords.itemsHow(needed(lines)), ctx.shop),
    }),
    ...(isStaff(ctx)
      ? [field('product', formsWords.oneMoreItem, { find: 'product', help: formsWords.oneMoreItemHow })]
      : []),
    field('shipTo', formsWords.shipTo, {
      kind: 'long-text',
      ...now(main?.address && addressText(main.address, ctx), formsWords.shipToHow),
      ...filledWith(begunText(about)),
    }),
    field('method', formsWords.shipping, {
      kind: 'choice',
      options: methodOptions(about.facts, ctx),
      ...now(main?.method && methodName(main.method, ctx.shop.settings)),
    }),
    field('payment', formsWords.payment, {
      kind: 'choice',
      options: paymentOptions(about, ctx),
      ...now(content?.payment && paymentText(content.payment, ctx), formsWords.neededToOrder),
    }),
    field('coupon', formsWords.couponCode),
  ]
}

/** The price that was said and still waits for its reason, or for what to do about the limit. */
function adjustmentSaid({ draft, facts }: FormAbout): { readonly what: string; readonly amount: string } | undefined {
  const asked = (draft === undefined ? [] : questionsOf(draft)).flatMap((question) =>
    question.kind === 'reason' ? question.asked : question.kind === 'over-limit' ? [question.asked] : [],
  )
  const [said] = asked.filter(isAdjustment)
  if (said === undefined) return undefined
  const plain = (amount: number): string => formatMoney(amount, facts.shop.settings)
  if (said.kind === 'subtract') return { what: 'subtract', amount: plain(said.amount) }
  if (said.kind === 'override-shipping') return { what: 'shipping', amount: plain(said.amount) }
  return said.change.kind === 'price' ? { what: `line:${said.lineId}`, amount: plain(said.change.amount) } : undefined
}

const adjustFields: Fields = (about, ctx) => {
  const { draft, facts, argument } = about
  const said = adjustmentSaid(about)
  const lines = (draft?.content.lines ?? [])
    .slice(0, 20)
    .map((line) => [`line:${line.id}`, formsWords.priceOf(itemText(line.sku, ctx))] as const)
  const what = selectOptions([
    ['subtract', formsWords.takeAmountOff],
    ['shipping', formsWords.setTheShippingPrice],
    ...lines,
  ])
  return [
    field('what', formsWords.whatToChange, {
      kind: 'choice',
      required: true,
      options: what,
      value: argument === undefined ? (said?.what ?? 'subtract') : `line:${argument}`,
    }),
    field('amount', formsWords.amountIn(facts.shop.settings.currency), {
      kind: 'amount',
      required: true,
      help: formsWords.amountHow,
      ...filledWith(argument === undefined ? said?.amount : undefined),
    }),
    field('reason', formsWords.reason, {
      kind: 'choice',
      required: true,
      options: facts.shop.settings.reasons.map((reason) => ({ value: reason, label: reason })),
    }),
    field('reasonText', formsWords.inYourOwnWords, { help: formsWords.internal }),
  ]
}

const SHEETS = {
  details: { title: formsWords.orderDetails, submit: formsWords.save, fields: detailFields },
  customer: { title: formsWords.whoIsItFor, submit: formsWords.save, fields: customerFields },
  'ship-to': {
    title: formsWords.shipToAddress,
    submit: formsWords.shipThere,
    fields: (about) => addressFields(shipping(about)),
    compact: (about) => compactAddress(shipping(about)),
  },
  'bill-to': {
    title: formsWords.billingAddress,
    submit: formsWords.billThere,
    fields: (about) => addressFields(billing(about)),
    compact: (about) => compactAddress(billing(about)),
  },
  coupon: {
    title: formsWords.addACoupon,
    submit: formsWords.addCoupon,
    fields: () => [field('code', formsWords.couponCode, { required: true })],
  },
  adjust: { title: formsWords.adjustAPrice, submit: formsWords.adjust, fields: adjustFields },
  payment: { title: formsWords.payment, submit: formsWords.save, fields: paymentFields },
  'add-item': {
    title: formsWords.addAnItem,
    submit: formsWords.add,
    fields: (_, { shop }) => [
      field('item', formsWords.item, {
        required: true,
        help: inShop(formsWords.itemHow, shop),
        find: 'product',
      }),
      field('quantity', formsWords.quantity, { kind: 'number', required: true, value: '1' }),
      field('note', formsWords.note, { help: formsWords.noteHow }),
    ],
  },
  'line-text': {
    title: formsWords.wordsOnTheItem,
    submit: formsWords.save,
    fields: ({ draft, facts, argument }, ctx) => {
      const line = draft?.content.lines.find(({ id }) => id === argument)
      const { catalog } = facts.shop
      const offered = catalog.products.get(catalog.variants.get(line?.sku ?? '')?.productId ?? '')?.freeText
      const price = offered === undefined || offered.price === 0 ? '' : formsWords.each(money(offered.price, ctx))
      return [
        field('text', offered?.label ?? formsWords.words, {
          ...filledWith(line?.freeText),
          help: formsWords.wordsHow(offered?.maxLength ?? 0, price),
        }),
      ]
    },
  },
  comment: {
    title: formsWords.addAComment,
    submit: formsWords.add,
    fields: (_, ctx) => [
      field('comment', formsWords.comment, {
        kind: 'long-text',
        help: formsWords.whoReadsComment(isStaff(ctx)),
      }),
      ...(may(ctx.actor, 'write-memo')
        ? [field('memo', formsWords.internalNote, { kind: 'long-text', help: formsWords.onlyStaffCanRead })]
        : []),
    ],
  },
  link: {
    title: formsWords.linkYourAccount,
    submit: formsWords.sendMeACode,
    fields: () => [
      field('email', formsWords.accountEmail, {
        kind: 'email',
        required: true,
        help: formsWords.codeIsMailed,
      }),
    ],
  },
  'link-code': {
    title: formsWords.enterTheCode,
    submit: formsWords.link,
    fields: () => [field('code', formsWords.codeHow, { required: true })],
  },
  reply: {
    title: formsWords.replyToTheCustomer,
    submit: formsWords.send,
    fields: () => [
      field('text', formsWords.yourWords, {
        kind: 'long-text',
        required: true,
        help: formsWords.readsExactlyThis,
      }),
    ],
  },
} as const satisfies Record<FormKind, Sheet>

export function buildForm(kind: FormKind, about: FormAbout, ctx: ScreenContext): Form {
  const sheet: Sheet = SHEETS[kind]
  const { title, submit, fields, compact } = sheet
  const request = {
    kind: 'open-form',
    form: kind,
    ...(about.argument === undefined ? {} : { argument: about.argument }),
  } as const
  const short = compact === undefined ? {} : { compact: compact(about, ctx) }
  return { token: ctx.token(request), title, submit, fields: fields(about, ctx), ...short }
}
