/**
 * Customers with their address book and stored methods. E-mails and phones are kept in the domain's normal form, because accounts are
 * found and told apart by it; one default address and one default card at most.
 */
import { normaliseCustomerNumber, normaliseEmail, normalisePhone } from '#domain/base/contact.ts'
import type { CustomerData } from '#store/shop/shop-data.ts'
import { buildAddress } from './build-shop.ts'
import { type Building, type Piece, unique } from './context.ts'
import type { Path } from './document.ts'
import { given } from './given.ts'
import type { ShopFile } from './schema.ts'

type CustomerInput = ShopFile['customers'][number]

const INVOICE_DAYS = 30

/** `country` is the shop's: phones without a country code are read with it. */
export function buildCustomers(building: Building, customers: readonly Piece<CustomerInput>[], country: string): readonly CustomerData[] {
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

function buildCustomer(building: Building, { path, value }: Piece<CustomerInput>, country: string): CustomerData {
  const number = normaliseCustomerNumber(value.number)
  if (number === undefined) building.problem([...path, 'number'], 'must look like C-1001')
  const email = value.email === undefined ? undefined : normaliseEmail(value.email)
  if (value.email !== undefined && email === undefined) building.problem([...path, 'email'], 'is not an e-mail address')
  const phone = value.phone === undefined ? undefined : normalisePhone(value.phone, country)
  if (value.phone !== undefined && phone === undefined) building.problem([...path, 'phone'], 'is not a phone number')
  return {
    number: number ?? value.number,
    name: value.name,
    ...given('email', email),
    ...given('phone', phone),
    groups: value.groups ?? [],
    taxExempt: value.taxExempt ?? false,
    invoiceAllowed: value.invoice !== undefined,
    invoiceDays: value.invoice?.days ?? INVOICE_DAYS,
    ...given('note', value.note),
    ...given('backorderPreference', value.backorders),
    addresses: buildAddressBook(building, path, value),
    methods: buildCards(building, path, value),
  }
}

/** The first address is the default one where none says so. */
function buildAddressBook(building: Building, path: Path, customer: CustomerInput): CustomerData['addresses'] {
  const given = customer.addresses ?? []
  unique(
    building,
    given.map((value, index) => ({ path: [...path, 'addresses', index], value })),
    ({ label }) => label.toLowerCase(),
    'the address',
  )
  if (given.filter((entry) => entry.default).length > 1) building.problem([...path, 'addresses'], 'only one address can be the default')
  const usual = Math.max(
    0,
    given.findIndex((entry) => entry.default),
  )
  return given.map((entry, index) => {
    const address = buildAddress(building, [...path, 'addresses', index], entry, customer.name)
    return { label: entry.label, address, isDefault: index === usual }
  })
}

function buildCards(building: Building, path: Path, customer: CustomerInput): CustomerData['methods'] {
  const cards = customer.cards ?? []
  if (cards.filter((card) => card.default).length > 1) building.problem([...path, 'cards'], 'only one card can be the default')
  const usual = Math.max(
    0,
    cards.findIndex((card) => card.default),
  )
  return cards.map(({ brand, last4, token }, index) => ({ brand, last4, token, isDefault: index === usual }))
}
