/**
 * Commands on who buys (rules.md O1): registered customer, guest, register inside the order.
 * Switching between them for one person keeps everything; another person takes the cart over
 * without the previous one's addresses and payment, and the event names what went.
 */

import { no, ok } from '#domain/base/result.ts'
import { shortAddress } from '#domain/draft/address.ts'
import { withDraftLines } from '#domain/draft/lines.ts'
import { defaultPayment, isOffered, paymentWords } from '#domain/draft/payment-choice.ts'
import { withAssumedMethods } from '#domain/draft/ship-groups.ts'
import { roleOf } from '#domain/model/actor.ts'
import type { DraftCommand } from '#domain/model/command.ts'
import type { Buyer, RegisteredCustomer } from '#domain/model/customer.ts'
import type { DraftContent, DraftEventKind, OrderDraft } from '#domain/model/draft.ts'
import { may } from '#domain/model/permissions.ts'
import type { DecideContext, Outcome } from './decide-change.ts'
import { readContact } from './decide-contact.ts'
import { repriceMoves } from './decide-lines.ts'

type Of<K extends DraftCommand['kind']> = Extract<DraftCommand, { kind: K }>
type Identity = {
  readonly id?: string | undefined
  readonly name?: string | undefined
  readonly email?: string | undefined
  readonly phone?: string | undefined
  readonly chatUser?: string | undefined
}
const MAX_NAME = 100

/** Staff choose anybody; a customer only themselves. */
export function selectCustomer(draft: OrderDraft, command: Of<'select-customer'>, context: DecideContext): Outcome {
  const { customer } = command
  const self = context.actor.kind === 'customer' && context.actor.customerId === customer.id
  if (!self && !may(context.actor, 'choose-customer'))
    return no({ kind: 'not-allowed', role: roleOf(context.actor), to: 'choose-customer' })
  const { id, number, name, email, phone } = customer
  const buyer: Buyer = { kind: 'registered', customerId: id, number, name, ...(email === undefined ? {} : { email }) }
  return ok(
    switchBuyer(
      draft,
      { buyer, identity: { id, name, email, phone }, kind: 'customer-set', words: `Customer ${name}`, customer },
      context,
    ),
  )
}

/** What is given adds to what is known of the same guest. */
export function setGuest(draft: OrderDraft, command: Of<'set-guest'>, context: DecideContext): Outcome {
  const read = readContact(command, draft, context.facts.shop.settings)
  if (!read.ok) return read
  const { email, phone } = read.value
  const name = command.name?.trim()
  if (name !== undefined && (name === '' || name.length > MAX_NAME))
    return no({ kind: 'bad-contact', field: 'name', given: command.name ?? '' })
  const identity: Identity = { name, email, phone, chatUser: command.chatUser ?? ownChat(draft) }
  const known = samePerson(identityOf(draft.content.buyer), identity) ? identityOf(draft.content.buyer) : {}
  const buyer: Buyer = { kind: 'guest', ...given({ ...present(known), ...present(identity) }) }
  const words = [`Guest ${buyer.name ?? buyer.email ?? buyer.phone ?? ''}`.trim(), ...newContact(known, buyer)]
  return ok(switchBuyer(draft, { buyer, identity, kind: 'customer-set', words: words.join(', ') }, context))
}

/** Another way to reach a guest who is known already is named, whatever sentence it stood in. */
function newContact(known: Identity, { email, phone }: Extract<Buyer, { kind: 'guest' }>): readonly string[] {
  if (known.name === undefined && known.email === undefined && known.phone === undefined) return []
  return [
    ...(email === undefined || email === known.email ? [] : [`E-mail ${email}`]),
    ...(phone === undefined || phone === known.phone ? [] : [`Phone ${phone}`]),
  ]
}

/**
 * A rep's word is enough for the submit to make the account; what a guest types waits for the code
 * that is sent there.
 */
export function register(draft: OrderDraft, command: Of<'register'>, context: DecideContext): Outcome {
  const name = command.name.trim()
  if (name === '' || name.length > MAX_NAME) return no({ kind: 'bad-contact', field: 'name', given: command.name })
  const read = readContact(command, draft, context.facts.shop.settings)
  if (!read.ok) return read
  const { email = '', phone } = read.value
  const identity: Identity = { name, email, phone, chatUser: command.chatUser ?? ownChat(draft) }
  const before = identityOf(draft.content.buyer)
  const known = samePerson(before, identity) ? present({ phone: before.phone, chatUser: before.chatUser }) : {}
  const vouched = context.actor.kind === 'staff' ? { vouched: true as const } : {}
  const buyer: Buyer = { kind: 'register', ...given({ ...known, ...present(identity) }), name, email, ...vouched }
  return ok(switchBuyer(draft, { buyer, identity, kind: 'registration-asked', words: `Registers ${name}` }, context))
}

/** Whatever is typed about who buys, a guest's own cart stays that chat user's. */
const ownChat = ({ owner }: OrderDraft): string | undefined => (owner.kind === 'guest' ? owner.id : undefined)

type NewBuyer = {
  readonly buyer: Buyer
  readonly identity: Identity
  readonly kind: DraftEventKind
  readonly words: string
  readonly customer?: RegisteredCustomer
}

function switchBuyer(
  draft: OrderDraft,
  next: NewBuyer,
  context: DecideContext,
): { readonly moves: ReturnType<typeof repriceMoves> } {
  const before = draft.content
  const another = !samePerson(identityOf(before.buyer), next.identity)
  const { customer: _, ...otherFacts } = context.facts
  const facts = next.customer === undefined ? otherFacts : { ...otherFacts, customer: next.customer }
  const base = another ? withoutPerson(before) : before
  const based = withDefaults({ ...base, buyer: next.buyer }, next.customer)
  const paid = withPayment(based, next.customer, context)
  const content = withAssumedMethods(paid, facts)
  const dropped = [...(another ? addressesOf(before) : []), ...droppedPayment(before, content)]
  const instead = another ? ` instead of ${nameOf(before.buyer)}` : ''
  const label = `${next.words}${instead}${dropped.length === 0 ? '' : `; dropped: ${dropped.join(', ')}`}`
  return { moves: [{ kind: next.kind, label, content }, ...(another ? repriceMoves(content, facts, true) : [])] }
}

/** Nothing that belonged to the previous person stays: every unit goes to a main group without an address. */
function withoutPerson(content: DraftContent): DraftContent {
  const { payment: _, ...rest } = content
  const [main] = content.groups
  const { address: _address, label: _label, ...bare } = main ?? { id: 'main' }
  return withDraftLines(
    { ...rest, groups: [bare], billing: { kind: 'same' } },
    content.lines.map((line) => ({ ...line, elsewhere: [] })),
  )
}

/** The default address of a registered customer, where the draft has none yet. */
function withDefaults(content: DraftContent, customer: RegisteredCustomer | undefined): DraftContent {
  const home = customer?.addresses.find((saved) => saved.isDefault) ?? customer?.addresses[0]
  const [main, ...others] = content.groups
  if (home === undefined || main === undefined || main.address !== undefined) return content
  return { ...content, groups: [{ ...main, address: home.address, label: home.label }, ...others] }
}

function withPayment(
  content: DraftContent,
  customer: RegisteredCustomer | undefined,
  { facts, actor }: DecideContext,
): DraftContent {
  const { payment, ...rest } = content
  const kept =
    payment !== undefined && isOffered(payment, { content, actor, customer, settings: facts.shop.settings })
      ? payment
      : undefined
  const chosen = kept ?? (customer === undefined ? undefined : defaultPayment(customer, facts.shop.settings))
  return chosen === undefined ? rest : { ...rest, payment: chosen }
}

const addressesOf = (content: DraftContent): readonly string[] => {
  const billing = content.billing.kind === 'address' ? [`billing address ${shortAddress(content.billing.address)}`] : []
  return [
    ...content.groups.flatMap((group) =>
      group.address === undefined ? [] : [`ship-to ${group.label ?? shortAddress(group.address)}`],
    ),
    ...billing,
  ]
}

function droppedPayment(before: DraftContent, after: DraftContent): readonly string[] {
  if (before.payment === undefined || JSON.stringify(before.payment) === JSON.stringify(after.payment)) return []
  return [`payment by ${paymentWords(before.payment)}`]
}

const nameOf = (buyer: Buyer): string => (buyer.kind === 'none' ? 'nobody' : (buyer.name ?? buyer.email ?? 'the guest'))

function identityOf(buyer: Buyer): Identity {
  switch (buyer.kind) {
    case 'none':
      return {}
    case 'guest':
    case 'register':
      return { name: buyer.name, email: buyer.email, phone: buyer.phone, chatUser: buyer.chatUser }
    case 'registered':
      return { id: buyer.customerId, name: buyer.name, email: buyer.email }
    default:
      return buyer satisfies never
  }
}

/**
 * One account, e-mail, phone, chat user or name in common is one person; nothing known in common
 * contradicts nothing.
 */
export function samePerson(a: Identity, b: Identity): boolean {
  if (a.id !== undefined && b.id !== undefined) return a.id === b.id
  const folded = (name: string | undefined) => name?.trim().toLowerCase().replace(/\s+/g, ' ')
  const pairs = [
    [a.email, b.email],
    [a.phone, b.phone],
    [a.chatUser, b.chatUser],
    [folded(a.name), folded(b.name)],
  ]
  const comparable = pairs.filter(([one, other]) => one !== undefined && other !== undefined)
  return comparable.length === 0 || comparable.some(([one, other]) => one === other)
}

const present = (identity: Identity): Identity =>
  Object.fromEntries(Object.entries(identity).filter(([key, value]) => key !== 'id' && value !== undefined))

function given(identity: Identity): {
  readonly name?: string
  readonly email?: string
  readonly phone?: string
  readonly chatUser?: string
} {
  const { name, email, phone, chatUser } = identity
  return {
    ...(name === undefined ? {} : { name }),
    ...(email === undefined ? {} : { email }),
    ...(phone === undefined ? {} : { phone }),
    ...(chatUser === undefined ? {} : { chatUser }),
  }
}
