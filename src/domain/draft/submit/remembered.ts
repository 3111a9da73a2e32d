/**
 * What a submit keeps of its buyer: the account that is registered, contact data and addresses that
 * are new. Rule: nothing already known is overwritten unasked. Next: new-order.ts, the order itself.
 */

import { given } from '#domain/base/given.ts'
import { addressKey, placeKey } from '#domain/draft/address.ts'
import type { Contact } from '#domain/draft/decide/decide-contact.ts'
import type { Actor } from '#domain/model/actor.ts'
import type { Address } from '#domain/model/customer.ts'
import type { DraftContent, OrderDraft } from '#domain/model/draft.ts'
import type { Facts } from '#domain/model/facts.ts'

export type Remember = {
  readonly register?: {
    readonly name: string
    readonly email: string
    readonly phone?: string
    readonly chatUser?: string
  }
  readonly addresses: readonly { readonly label: string; readonly address: Address; readonly makeDefault: boolean }[]
  /** Contact data of a registered customer that changes. */
  readonly contact?: Contact
}

/**
 * New customers a rep vouches for: everything collected. Known ones: addresses their book does not
 * have. Guests: nothing (rules.md O2).
 */
export function remembered(draft: OrderDraft, actor: Actor, facts: Facts): Remember {
  const { content } = draft
  const { buyer } = content
  switch (buyer.kind) {
    case 'none':
    case 'guest':
      return { addresses: [] }
    case 'register': {
      const { name, email, phone, chatUser, vouched } = buyer
      if (vouched !== true) return { addresses: [] }
      const register = {
        name,
        email,
        ...given({ phone, chatUser }),
      }
      return { register, addresses: newAddresses(content, [], []) }
    }
    case 'registered': {
      const contact = keptContact(buyer)
      const own = facts.customer?.id === buyer.customerId ? facts.customer : undefined
      const book = own?.addresses ?? []
      const added = newAddresses(
        content,
        book.map((saved) => saved.address),
        book.map((saved) => saved.label),
      )
      const places = new Set(book.map((saved) => placeKey(saved.address)))
      const open = own !== undefined && own.methods.length > 0 && actor.kind === 'staff' && !isChecked(draft, own.id)
      return {
        addresses: open ? added.filter(({ address }) => places.has(placeKey(address))) : added,
        ...given({ contact }),
      }
    }
    default:
      return buyer satisfies never
  }
}

const isChecked = ({ callerCheck }: OrderDraft, customerId: string): boolean => callerCheck?.customerId === customerId

function keptContact({
  keep = [],
  email,
  phone,
}: Extract<DraftContent['buyer'], { kind: 'registered' }>): Contact | undefined {
  if (keep.length === 0) return undefined
  return {
    ...(keep.includes('email') && email !== undefined ? { email } : {}),
    ...(keep.includes('phone') && phone !== undefined ? { phone } : {}),
  }
}

/** Each address once, under a label that is still free; the first of an empty book is the default. */
function newAddresses(
  content: DraftContent,
  known: readonly Address[],
  taken: readonly string[],
): Remember['addresses'] {
  const keys = new Set(known.map(addressKey))
  const labels = new Set(taken.map((label) => label.toLowerCase()))
  const billing =
    content.billing.kind === 'address'
      ? [{ address: content.billing.address, wish: content.billing.label ?? 'billing' }]
      : []
  const shipping = content.groups.flatMap(({ address, label }) =>
    address === undefined
      ? []
      : [{ address, wish: label ?? (known.length === 0 ? 'home' : address.city.toLowerCase()) }],
  )
  return [...shipping, ...billing].flatMap(({ address, wish }) => {
    if (keys.has(addressKey(address))) return []
    const makeDefault = keys.size === 0
    keys.add(addressKey(address))
    const label = freeLabel(wish, labels)
    labels.add(label.toLowerCase())
    return [{ label, address, makeDefault }]
  })
}

function freeLabel(wish: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wish.toLowerCase())) return wish
  for (let number = 2; ; number += 1) {
    if (!taken.has(`${wish} ${number}`.toLowerCase())) return `${wish} ${number}`
  }
}
