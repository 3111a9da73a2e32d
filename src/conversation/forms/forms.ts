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
import type { Address } from '#domain/model/customer.ts'
import type { OrderDraft } from '#domain/model/draft.ts'
import type { Facts } from '#domain/model/facts.ts'
import { may } from '#domain/model/permissions.ts'
import { type AddressAbout, addressFields, compactAddress } from './address-fields.ts'
import { field, filledWith, selectOptions } from './fields.ts'

/** `argument`: the ship group of an address, the line id of a price. */
export type FormAbout = {
  readonly draft: OrderDraft | undefined
  readonly facts: Facts
  readonly argument: string | undefined
}
type Fields = (about: FormAbout, ctx: ScreenContext) => readonly FormField[]
type Sheet = { readonly title: string; readonly submit: string; readonly fields: Fields; readonly compact?: Fields }

const customerFields: Fields = ({ draft }, ctx) => {
  const buyer = draft?.content.buyer
  const contact = buyer !== undefined && 'email' in buyer ? buyer.email : undefined
  const name = buyer !== undefined && 'name' in buyer ? buyer.name : undefined
  const phone = buyer !== undefined && 'phone' in buyer ? buyer.phone : undefined
  const kinds = isStaff(ctx)
    ? selectOptions([
        ['known', 'A customer we know'],
        ['guest', 'A guest, no account'],
        ['register', 'A new account'],
      ])
    : selectOptions([
        ['guest', 'As a guest'],
        ['register', 'With a new account'],
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
    field('kind', isStaff(ctx) ? 'Who is it' : 'How you order', {
      kind: 'choice',
      required: true,
      options: kinds,
      value: kind,
    }),
    field('contact', isStaff(ctx) ? 'E-mail, phone or customer number' : 'E-mail', {
      required: true,
      ...filledWith(contact),
      ...(isStaff(ctx) ? { find: 'customer' } : {}),
    }),
    field('name', 'Name', { ...filledWith(name), help: 'Needed for a new account' }),
    field('phone', 'Phone', { kind: 'phone', ...filledWith(phone) }),
  ]
}

const shipTo = ({ draft, argument }: FormAbout): Address | undefined =>
  draft?.content.groups.find((group) => group.id === (argument ?? 'main'))?.address
const billTo = ({ draft }: FormAbout): Address | undefined => {
  const billing = draft?.content.billing
  return billing?.kind === 'address' ? billing.address : undefined
}
const shipping = (about: FormAbout): AddressAbout => ({
  address: shipTo(about),
  settings: about.facts.shop.settings,
  delivered: true,
})
const billing = (about: FormAbout): AddressAbout => ({ ...shipping(about), address: billTo(about), delivered: false })

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
    ...(payment.stored && card !== undefined ? [['stored', `${card.brand} ending ${card.last4}`] as const] : []),
    ...(payment.link ? [['link', 'Payment link'] as const] : []),
    ...(payment.invoice && facts.customer?.invoiceAllowed === true ? [['invoice', 'Invoice'] as const] : []),
    ...(payment.delivery !== undefined && isStaff(ctx)
      ? [['delivery', `On delivery, up to ${money(payment.delivery.cap, ctx)}`] as const]
      : []),
  ])
}

const paymentFields: Fields = (about, ctx) => {
  const choice = about.draft?.content.payment
  const list = paymentOptions(about, ctx)
  const invoice = list.some((option) => option.value === 'invoice')
  return [
    field('payment', 'How is it paid', {
      kind: 'choice',
      required: true,
      options: list,
      ...filledWith(list.find((option) => option.value === choice?.kind)?.value),
    }),
    ...(invoice
      ? [
          field('reference', 'Purchase order number', {
            ...filledWith(choice?.kind === 'invoice' ? choice.reference : undefined),
            help: 'For an invoice',
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
    const help = known === undefined ? otherwise : `Now: ${known}`
    return help === undefined ? {} : { help }
  }
  const lines = content?.lines.length ?? 0
  const needed = (known: number): string => (known === 0 ? '; needed to order' : '')
  const [kind] = customerFields(about, ctx)
  const buyer = content === undefined || content.buyer.kind === 'none' ? undefined : buyerName(content.buyer, ctx)
  return [
    ...(kind === undefined ? [] : [{ ...kind, required: false }]),
    field('contact', isStaff(ctx) ? 'E-mail, phone or customer number' : 'E-mail', now(buyer, 'Needed to order')),
    field('name', 'Name', { help: 'Needed for a new account' }),
    field('items', 'Items', {
      kind: 'long-text',
      help: inShop(`One a line, like "2 MUG-BLUE-11OZ" or in words${needed(lines)}`, ctx.shop),
    }),
    ...(isStaff(ctx) ? [field('product', 'One more item', { find: 'product', help: 'One of it is added' })] : []),
    field('shipTo', 'Ship to', {
      kind: 'long-text',
      ...now(
        main?.address && addressText(main.address, ctx),
        'Needed to order: a saved one like "home", or the complete address',
      ),
    }),
    field('method', 'Shipping', {
      kind: 'choice',
      options: methodOptions(about.facts, ctx),
      ...now(main?.method && methodName(main.method, ctx.shop.settings)),
    }),
    field('payment', 'Payment', {
      kind: 'choice',
      options: paymentOptions(about, ctx),
      ...now(content?.payment && paymentText(content.payment, ctx), 'Needed to order'),
    }),
    field('coupon', 'Coupon code'),
  ]
}

const adjustFields: Fields = ({ draft, facts, argument }, ctx) => {
  const lines = (draft?.content.lines ?? [])
    .slice(0, 20)
    .map((line) => [`line:${line.id}`, `Price of ${itemText(line.sku, ctx)}`] as const)
  const what = selectOptions([
    ['subtract', 'Take an amount off the order'],
    ['shipping', 'Set the shipping price'],
    ...lines,
  ])
  return [
    field('what', 'What to change', {
      kind: 'choice',
      required: true,
      options: what,
      value: argument === undefined ? 'subtract' : `line:${argument}`,
    }),
    field('amount', `Amount in ${facts.shop.settings.currency}`, {
      kind: 'amount',
      required: true,
      help: 'What is taken off, or the new price',
    }),
    field('reason', 'Reason', {
      kind: 'choice',
      required: true,
      options: facts.shop.settings.reasons.map((reason) => ({ value: reason, label: reason })),
    }),
    field('reasonText', 'In your own words', { help: 'Internal' }),
  ]
}

const SHEETS = {
  details: { title: 'Order details', submit: 'Save', fields: detailFields },
  customer: { title: 'Who is it for', submit: 'Save', fields: customerFields },
  'ship-to': {
    title: 'Ship-to address',
    submit: 'Ship there',
    fields: (about) => addressFields(shipping(about)),
    compact: (about) => compactAddress(shipping(about)),
  },
  'bill-to': {
    title: 'Billing address',
    submit: 'Bill there',
    fields: (about) => addressFields(billing(about)),
    compact: (about) => compactAddress(billing(about)),
  },
  coupon: {
    title: 'Add a coupon',
    submit: 'Add coupon',
    fields: () => [field('code', 'Coupon code', { required: true })],
  },
  adjust: { title: 'Adjust a price', submit: 'Adjust', fields: adjustFields },
  payment: { title: 'Payment', submit: 'Save', fields: paymentFields },
  'add-item': {
    title: 'Add an item',
    submit: 'Add',
    fields: (_, { shop }) => [
      field('item', 'Item', {
        required: true,
        help: inShop('Its number, like MUG-BLUE-11OZ; other words search', shop),
        find: 'product',
      }),
      field('quantity', 'Quantity', { kind: 'number', required: true, value: '1' }),
      field('note', 'Note', { help: 'Like "gift wrap"' }),
    ],
  },
  'line-text': {
    title: 'Words on the item',
    submit: 'Save',
    fields: ({ draft, facts, argument }, ctx) => {
      const line = draft?.content.lines.find(({ id }) => id === argument)
      const { catalog } = facts.shop
      const offered = catalog.products.get(catalog.variants.get(line?.sku ?? '')?.productId ?? '')?.freeText
      const price = offered === undefined || offered.price === 0 ? '' : `, ${money(offered.price, ctx)} each`
      return [
        field('text', offered?.label ?? 'Words', {
          ...filledWith(line?.freeText),
          help: `At most ${offered?.maxLength ?? 0} characters${price}. Empty: none`,
        }),
      ]
    },
  },
  comment: {
    title: 'Add a comment',
    submit: 'Add',
    fields: (_, ctx) => [
      field('comment', 'Comment', {
        kind: 'long-text',
        help: isStaff(ctx) ? 'The customer can read it' : 'For us to read',
      }),
      ...(may(ctx.actor, 'write-memo')
        ? [field('memo', 'Internal note', { kind: 'long-text', help: 'Only staff can read it' })]
        : []),
    ],
  },
  link: {
    title: 'Link your account',
    submit: 'Send me a code',
    fields: () => [
      field('email', 'E-mail of your account', {
        kind: 'email',
        required: true,
        help: 'A six-digit code is mailed there',
      }),
    ],
  },
  'link-code': {
    title: 'Enter the code',
    submit: 'Link',
    fields: () => [field('code', 'The six digits from the mail', { required: true })],
  },
  reply: {
    title: 'Reply to the customer',
    submit: 'Send',
    fields: () => [
      field('text', 'Your words', { kind: 'long-text', required: true, help: 'The customer reads exactly this' }),
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
