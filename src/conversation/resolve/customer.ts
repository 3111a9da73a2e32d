/**
 * Requests about who buys (rules.md O1). One exact hit on e-mail, phone or number selects; a name
 * always needs a press, even a single hit. Only staff may look anybody up: a guest who gives an
 * e-mail or phone gives their own, and never learns whether an account exists.
 */

import type { Of } from '#conversation/requests/request.ts'
import { understoodWords } from '#conversation/words/understood.ts'
import { classifyQuery, normaliseEmail } from '#domain/base/contact.ts'
import { given } from '#domain/base/given.ts'
import { ask, commands, type ResolveContext, type ResolveStep, refuse } from './step.ts'

export function chooseByQuery(request: Of<'customer'>, rest: string, context: ResolveContext): ResolveStep {
  const query = classifyQuery(request.query, context.facts.shop.settings)
  const name = given({ name: request.name })
  if (context.actor.kind === 'guest' && (query.kind === 'email' || query.kind === 'phone'))
    return commands({ kind: 'set-guest', ...name, [query.kind]: query.value })
  if (context.actor.kind === 'guest' && query.kind === 'name')
    return commands({ kind: 'set-guest', name: request.query })
  if (context.actor.kind !== 'staff') return refuse({ kind: 'not-allowed', role: 'customer', to: 'choose a customer' })
  const hits = context.found.customers
  const [only] = hits
  const goods = rest.trim() === request.query.trim() ? '' : rest
  if (only && hits.length === 1 && goods !== '' && isElses(only.customer.id, context))
    return ask({ kind: 'choose-customer', customerIds: [only.customer.id], rest })
  switch (query.kind) {
    case 'email':
      if (only) return commands({ kind: 'select-customer', customer: only.customer })
      if (context.draft.content.buyer.kind === 'registered') return unknownEmail(query.value)
      return commands({ kind: 'set-guest', ...name, email: query.value })
    case 'phone':
    case 'number':
      if (only && hits.length === 1) return commands({ kind: 'select-customer', customer: only.customer })
      break
    case 'order':
    case 'name':
      break
    default:
      return query satisfies never
  }
  if (hits.length === 0 && request.maybe === true)
    return { kind: 'tell', headline: understoodWords.notUnderstood(request.query), text: understoodWords.nobodyCalled }
  if (hits.length > 0) return ask({ kind: 'choose-customer', customerIds: hits.map((hit) => hit.customer.id), rest })
  return {
    kind: 'tell',
    headline: `No customer found for "${request.query}"`,
    text:
      'Try the e-mail, phone or customer number; or say "guest pat@example.com" or "register Pat Lee ' +
      'pat@example.com".',
  }
}

/** "Order for Max: 4 mugs" while goods of somebody else are in the cart: whose those are is asked first. */
const isElses = (id: string, { draft: { content } }: ResolveContext): boolean =>
  content.lines.length > 0 && content.buyer.kind === 'registered' && content.buyer.customerId !== id

/** The cart is somebody's already: a mistyped e-mail must not turn it into a guest's. */
const unknownEmail = (email: string): ResolveStep => ({
  kind: 'tell',
  headline: `There is no customer ${email}`,
  text:
    `The cart stays as it is. Say "guest ${email}" to order as a guest, or "register Pat Lee ${email}" to ` +
    `make an account.`,
})

export function chooseById(_request: Of<'choose-customer'>, context: ResolveContext): ResolveStep {
  if (context.actor.kind !== 'staff') return refuse({ kind: 'not-allowed', role: 'customer', to: 'choose a customer' })
  const [hit] = context.found.customers
  return hit === undefined
    ? { kind: 'tell', headline: 'That customer is no longer there' }
    : commands({ kind: 'select-customer', customer: hit.customer })
}

/** `guest X`: X is an e-mail, a phone or a name; a rep is asked when the e-mail matches an account. */
export function guest(request: Of<'guest'>, context: ResolveContext): ResolveStep {
  const name = request.name === undefined ? {} : { name: request.name }
  if (request.contact === undefined) return commands({ kind: 'set-guest', ...name })
  if (request.stay === true) return commands({ kind: 'set-guest', ...name, email: request.contact })
  const query = classifyQuery(request.contact, context.facts.shop.settings)
  switch (query.kind) {
    case 'email': {
      const [hit] = context.found.customers
      if (context.actor.kind === 'staff' && hit !== undefined)
        return ask({ kind: 'use-account', customerId: hit.customer.id, email: query.value, ...name })
      return commands({ kind: 'set-guest', ...name, email: query.value })
    }
    case 'phone':
      return commands({ kind: 'set-guest', ...name, phone: query.value })
    case 'number':
    case 'order':
    case 'name':
      if (request.contact.includes('@')) return refuse({ kind: 'bad-contact', field: 'email', given: request.contact })
      return commands({ kind: 'set-guest', name: request.contact })
    default:
      return query satisfies never
  }
}

/** What is said of whoever buys. Of nobody yet it says who that is: the account a rep's e-mail address belongs to. */
export function contact(request: Of<'contact'>, rest: string, context: ResolveContext): ResolveStep {
  const { kind: _, ...said } = request
  const { buyer } = context.draft.content
  const [hit] = request.email === undefined ? [] : context.found.customers
  if (context.actor.kind !== 'staff') return commands({ ...said, kind: 'set-contact' })
  if (buyer.kind === 'none' && request.email !== undefined)
    return chooseByQuery({ kind: 'customer', query: request.email }, rest, context)
  if (hit === undefined || (buyer.kind === 'registered' && hit.customer.id === buyer.customerId))
    return commands({ ...said, kind: 'set-contact' })
  if (buyer.kind !== 'registered')
    return ask({
      kind: 'use-account',
      customerId: hit.customer.id,
      email: request.email ?? '',
      ...('name' in buyer && buyer.name !== undefined ? { name: buyer.name } : {}),
    })
  return {
    kind: 'tell',
    headline: `${request.email} belongs to ${hit.customer.name}, ${hit.customer.number}`,
    text:
      `The order stays ${buyer.name}'s, and nothing was changed. To order for ${hit.customer.name} say ` +
      `"customer ${hit.customer.number}".`,
  }
}

/** `register` alone takes what the guest already gave; an account with that e-mail is offered to the rep instead. */
export function resolveRegister(request: Of<'register'>, context: ResolveContext): ResolveStep {
  if (context.actor.kind === 'customer')
    return {
      kind: 'tell',
      headline: 'You have an account already',
      text: 'Say "unlink" first to order as somebody else.',
    }
  const { buyer } = context.draft.content
  const known = buyer.kind === 'guest' ? buyer : undefined
  const name = request.name ?? known?.name
  const email = request.email === undefined ? known?.email : normaliseEmail(request.email)
  if (name === undefined || email === undefined)
    return {
      kind: 'tell',
      headline: name === undefined ? 'Who is to be registered?' : `What is the e-mail of ${name}?`,
      text: `Say the name and the e-mail, for example "register ${name ?? 'Pat Lee'} ${email ?? 'pat@example.com'}".`,
    }
  const [hit] = context.found.customers
  if (context.actor.kind === 'staff' && hit !== undefined)
    return ask({ kind: 'use-account', customerId: hit.customer.id, email, name })
  const phone = request.phone ?? known?.phone
  return commands({ kind: 'register', name, email, ...(phone === undefined ? {} : { phone }) })
}
