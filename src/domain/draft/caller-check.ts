/**
 * Whether what a caller answered shows that they are the customer (rules.md O14): the number of an
 * earlier order of theirs, or a postcode of their address book that is not the one the goods go to.
 */
import type { CallerCheck } from '#domain/model/caller-check.ts'
import type { Address, RegisteredCustomer } from '#domain/model/customer.ts'

type Known = {
  readonly customer: RegisteredCustomer | undefined
  /** Numbers of their orders, without the one it is about. */
  readonly orders: readonly number[]
  readonly shipTo: readonly Address[]
}

const compact = (postcode: string): string => postcode.replace(/[\s-]/g, '').toUpperCase()

export function answersCheck(answer: string, { customer, orders, shipTo }: Known): CallerCheck['how'] | undefined {
  const given = compact(answer.replace(/^#/, ''))
  if (orders.some((number) => String(number) === given)) return 'order'
  const told = new Set(shipTo.map(({ postcode = '' }) => compact(postcode)))
  const book = (customer?.addresses ?? []).flatMap(({ address }) =>
    address.postcode === undefined ? [] : [compact(address.postcode)],
  )
  return given !== '' && book.includes(given) && !told.has(given) ? 'postcode' : undefined
}
