/**
 * Customers with their address book and stored methods: shape, building and writing back. E-mails
 * and phones are kept in the domain's normal form, because accounts are found and told apart by it;
 * one default address and one default card at most. Next: past-orders.ts.
 */
import { z } from 'zod'
import { normaliseCustomerNumber, normaliseEmail, normalisePhone } from '#domain/base/contact.ts'
import type { CustomerData } from '#store/shop/shop-data.ts'
import { type Building, type Piece, unique } from './context.ts'
import type { Path } from './document.ts'
import { presentIn } from './present.ts'
import { code, flag, positive, textScalar, usually } from './scalars.ts'
import { buildAddress, shopAddressFields, writeAddress } from './shop.ts'

const card = z.strictObject({
  brand: textScalar,
  last4: z.string().regex(/^\d{4}$/, 'must be the last four digits'),
  token: textScalar.describe('What the payment provider knows it by; never a card number.'),
  default: usually(flag, false),
})
export const customerSchema = z.strictObject({
  number: code,
  name: textScalar,
  email: textScalar.optional(),
  phone: textScalar.optional(),
  groups: usually(z.array(textScalar), []),
  taxExempt: usually(flag, false),
  invoice: z.strictObject({ days: positive }).optional().describe('May pay by invoice, within these days.'),
  note: textScalar.optional().describe('For staff only.'),
  backorders: z
    .enum(['ship-complete', 'ship-available-then-backorder', 'ship-available-drop-rest', 'move-to-separate-order'])
    .optional(),
  addresses: usually(
    z.array(z.strictObject({ label: textScalar, default: usually(flag, false), ...shopAddressFields })),
    [],
  ),
  cards: usually(z.array(card), []),
})
type CustomerSection = z.infer<typeof customerSchema>

const INVOICE_DAYS = 30

/** `country` is the shop's: phones without a country code are read with it. */
export function buildCustomers(
  building: Building,
  customers: readonly Piece<CustomerSection>[],
  country: string,
): readonly CustomerData[] {
  unique(building, customers, (customer) => customer.number, 'the customer')
  const built = customers.map((piece) => ({ path: piece.path, value: buildCustomer(building, piece, country) }))
  unique(
    building,
    built.filter(({ value }) => value.email !== undefined),
    ({ email = '' }) => email,
    'the e-mail address',
  )
  return built.map(({ value }) => value)
}

function buildCustomer(building: Building, { path, value }: Piece<CustomerSection>, country: string): CustomerData {
  const { name, groups, taxExempt, invoice, note, backorders: backorderPreference } = value
  const number = normaliseCustomerNumber(value.number)
  if (number === undefined) building.problem([...path, 'number'], 'must look like C-1001')
  const email = value.email === undefined ? undefined : normaliseEmail(value.email)
  if (value.email !== undefined && email === undefined) building.problem([...path, 'email'], 'is not an e-mail address')
  const phone = value.phone === undefined ? undefined : normalisePhone(value.phone, country)
  if (value.phone !== undefined && phone === undefined) building.problem([...path, 'phone'], 'is not a phone number')
  return presentIn({
    ...{ number: number ?? value.number, name, email, phone, groups, taxExempt, note, backorderPreference },
    invoiceAllowed: invoice !== undefined,
    invoiceDays: invoice?.days ?? INVOICE_DAYS,
    addresses: buildAddressBook(building, path, value),
    methods: buildCards(building, path, value),
  })
}

function buildAddressBook(
  building: Building,
  path: Path,
  { addresses, name }: CustomerSection,
): CustomerData['addresses'] {
  const at = addresses.map((value, index) => ({ path: [...path, 'addresses', index], value }))
  unique(building, at, ({ label }) => label.toLowerCase(), 'the address')
  if (addresses.filter((entry) => entry.default).length > 1)
    building.problem([...path, 'addresses'], 'only one address can be the default')
  const usual = usualOf(addresses)
  return at.map(({ path, value }, index) => {
    const { label, default: _, ...address } = value
    return { label, address: buildAddress(building, path, address, name), isDefault: index === usual }
  })
}

function buildCards(building: Building, path: Path, { cards }: CustomerSection): CustomerData['methods'] {
  if (cards.filter((card) => card.default).length > 1)
    building.problem([...path, 'cards'], 'only one card can be the default')
  const usual = usualOf(cards)
  return cards.map(({ default: _, ...card }, index) => ({ ...card, isDefault: index === usual }))
}

/** The first is the default one where none says so. */
const usualOf = (entries: readonly { readonly default: boolean }[]): number =>
  Math.max(
    0,
    entries.findIndex((entry) => entry.default),
  )

export const writeCustomers = (customers: readonly CustomerData[]): CustomerSection[] =>
  customers.map(({ number, name, email, phone, note, taxExempt, ...customer }) => ({
    ...{ number, name, email, phone, note, taxExempt },
    groups: [...customer.groups],
    invoice: customer.invoiceAllowed ? { days: customer.invoiceDays } : undefined,
    backorders: customer.backorderPreference,
    addresses: customer.addresses.map((saved) => ({
      label: saved.label,
      default: saved.isDefault,
      ...writeAddress(saved.address, name),
    })),
    cards: customer.methods.map(({ isDefault, ...card }) => ({ ...card, default: isDefault })),
  }))
