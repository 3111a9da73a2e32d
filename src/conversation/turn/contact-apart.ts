/**
 * An e-mail address typed with an address says how to reach whoever buys (rules.md O1): it is a
 * request of its own, heard before the address. Rule: who has one keeps it. Next:
 * resolve/customer.ts asks whose it is where a rep typed one that has an account.
 */
import type { Request } from '#conversation/requests/request.ts'
import { emailBeside } from '#domain/base/address-end.ts'
import type { Buyer } from '#domain/model/customer.ts'

export function contactApart(request: Request, buyer: Buyer | undefined): readonly Request[] {
  if ((request.kind !== 'ship-to' && request.kind !== 'bill-to') || request.address.by !== 'text') return [request]
  const email = emailBeside(request.address.text)
  if (email === undefined || (buyer !== undefined && hasEmail(buyer))) return [request]
  return [{ kind: 'contact', email }, request]
}

const hasEmail = (buyer: Buyer): boolean =>
  buyer.kind === 'registered' || (buyer.kind !== 'none' && buyer.email !== undefined)
