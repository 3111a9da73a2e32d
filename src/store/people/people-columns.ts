/** The column tables of customers and staff; their rows are the domain's RegisteredCustomer and Colleague. */
import { z } from 'zod'
import type { Address } from '#domain/model/customer.ts'
import { RIGHTS } from '#domain/model/permissions.ts'
import { bool, int, json, nullable, oneOf, textColumn, textsColumn, uuid } from '#store/columns.ts'
import { document, parsed } from '#store/read.ts'

const POLICIES = [
  'ship-complete',
  'ship-available-then-backorder',
  'ship-available-drop-rest',
  'move-to-separate-order',
] as const
export const POLICY = oneOf(...POLICIES)
export const addressDocument = document<Address>('name', 'lines', 'city', 'country')

export const CUSTOMER = z.strictObject({
  id: uuid,
  number: textColumn,
  name: textColumn,
  email: nullable(textColumn),
  phone: nullable(textColumn),
  groups: textsColumn,
  taxExempt: bool,
  invoiceAllowed: bool,
  invoiceDays: int,
  note: nullable(textColumn),
  backorderPreference: nullable(POLICY),
})
export const SAVED_ADDRESS = z.strictObject({
  id: uuid,
  label: textColumn,
  address: json(addressDocument),
  isDefault: bool,
})
export const STORED_METHOD = z.strictObject({
  id: uuid,
  brand: textColumn,
  last4: textColumn,
  token: textColumn,
  isDefault: bool,
})
export const customerRow = CUSTOMER.extend({ addresses: z.array(SAVED_ADDRESS), methods: z.array(STORED_METHOD) })

export const STAFF = z.strictObject({
  id: textColumn,
  name: textColumn,
  role: oneOf('rep', 'lead', 'manager', 'admin'),
  active: bool,
})
export const STAFF_LINK = z.strictObject({ userKey: textColumn, staffId: textColumn })
export const rightsRow = z.array(z.enum(RIGHTS))
/** A Colleague: `rights` where the shop changed those of the role. */
export const colleagueRow = STAFF.extend({
  kind: z.literal('staff'),
  rights: z.exactOptional(rightsRow),
  users: z.array(z.string()),
})

type StoredStaff = {
  readonly id: string
  readonly name: string
  readonly role: string
  readonly active: boolean
  readonly links: readonly { readonly userKey: string }[]
}
/** From the client's model, with the chat users that are them. */
export const staffOf = (rows: readonly StoredStaff[]) =>
  rows.map(({ links, role, ...person }) => ({
    ...person,
    role: parsed(STAFF.shape.role, role),
    users: links.map(({ userKey }) => userKey),
  }))
