/**
 * `parley test-order --payment`: the payment provider, tried for real: asked whether it answers,
 * then a link for a small amount is made, looked at and ended. Nothing can be paid by it, no order is made,
 * and the database is not touched.
 */
import { randomUUIDv7 } from 'node:crypto'
import type { Config } from '#config'
import { formatMoney } from '#domain/base/money.ts'
import { withStore } from '#host/database.ts'
import { CommandError, EXIT } from '#host/exit.ts'
import { stripeOf } from '#host/payments.ts'
import type { PaymentCheck, Provider, ProviderAnswer } from '#ports/payment.ts'
import { print } from './print.ts'

/** Minor units that every provider takes: 1.00 USD, 100 JPY. */
const AMOUNT = 100
const HOUR = 3_600_000
/** No order has this number. */
const NO_ORDER = 0

export async function testPayment(config: Config): Promise<number> {
  if (config.stripe === undefined)
    throw new CommandError(EXIT.config, 'No payment provider is connected: set STRIPE_SECRET_KEY. See docs/STRIPE.md.')
  const provider = await stripeOf(config.stripe)
  const settings = await withStore(config, (store) => store.settings())
  const { currency } = settings
  const checks = await provider.check()
  const fine = checks.map(told).every(Boolean)
  return fine && (await tryLink(provider, currency, formatMoney(AMOUNT, settings))) ? 0 : 1
}

async function tryLink(provider: Provider, currency: string, words: string): Promise<boolean> {
  const request = randomUUIDv7()
  const until = new Date(Date.now() + HOUR).toISOString()
  const about = { request, order: NO_ORDER }
  const made = await provider.ask({ kind: 'ask-link', ...about, amount: AMOUNT, currency, until }, undefined, 'send')
  const open = made.kind === 'said' && made.said.kind === 'open' ? made.said : undefined
  if (
    !told({
      ok: open !== undefined,
      what: open === undefined ? `No link was made (${whyOf(made)}).` : `Made a payment link for ${words} ${currency}.`,
    })
  )
    return false
  const known = {
    id: request,
    order: NO_ORDER,
    kind: 'link',
    amount: AMOUNT,
    externalId: open?.externalId ?? '',
  } as const
  const ended = await provider.ask({ kind: 'end-link', ...about }, known, 'send')
  const over = ended.kind === 'said' && ended.said.kind === 'expired'
  return told({
    ok: over,
    what: over ? 'Ended it again: nobody can pay by it.' : `It could not be ended (${whyOf(ended)}).`,
  })
}

const whyOf = (answer: ProviderAnswer): string =>
  answer.kind === 'said' ? ('why' in answer.said ? answer.said.why : answer.said.kind) : answer.why

function told({ ok, what, fix }: PaymentCheck): boolean {
  print(`${ok ? 'ok    ' : 'FAILED'}  ${what}${fix === undefined ? '' : `\n        ${fix}`}`)
  return ok
}
