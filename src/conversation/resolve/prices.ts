/**
 * Requests that change what is charged: coupons and the rep's adjustments (rules.md O9 to O12).
 * Amounts are typed in currency units and parsed here, so that a bad one is named back; limits are
 * checked by the domain.
 */

import type { Of } from '#conversation/requests/request.ts'
import { given } from '#domain/base/given.ts'
import { parseAmount, percentOf } from '#domain/base/money.ts'
import { questionsOf } from '#domain/draft/open-questions.ts'
import { chargedFor } from '#domain/draft/submit/draft-ledger.ts'
import { roleOf } from '#domain/model/actor.ts'
import type { Adjustment, DraftCommand, PriceChange, Reason } from '#domain/model/command.ts'
import { may } from '#domain/model/permissions.ts'
import type { ShopSettings } from '#domain/model/shop.ts'
import { findLine } from './line-ref.ts'
import { ask, commands, type ResolveContext, type ResolveStep, refuse } from './step.ts'

type Amount = { readonly amount: number } | { readonly step: ResolveStep }

export function subtract(request: Of<'subtract'>, context: ResolveContext): ResolveStep {
  const amount = request.amount.includes('%')
    ? percentOfGoods(request.amount, context)
    : typedAmount(request.amount, context)
  if ('step' in amount) return amount.step
  return withReason(request.reason, (reason) => ({ kind: 'subtract', amount: amount.amount, reason }), context)
}

export function overrideShipping(request: Of<'override-shipping'>, context: ResolveContext): ResolveStep {
  const amount = typedAmount(request.amount, context)
  if ('step' in amount) return amount.step
  const { method } = context.draft.content.groups.find(({ id }) => id === 'main') ?? {}
  return withReason(
    request.reason,
    (reason) => ({ kind: 'override-shipping', amount: amount.amount, reason, ...given({ method }) }),
    context,
  )
}

export function overrideLine(request: Of<'override-line'>, context: ResolveContext): ResolveStep {
  const found = findLine(context.draft, request.line)
  if ('step' in found) return found.step
  const change = priceChange(request.change, context)
  if ('step' in change) return change.step
  return withReason(
    request.reason,
    (reason) => ({ kind: 'override-line', lineId: found.line.id, change: change.change, reason }),
    context,
  )
}

/** "10%" off the order: of the goods as they stand before the subtraction, as an amount from then on. */
function percentOfGoods(text: string, context: ResolveContext): Amount {
  const percentPpm = parsePercent(text)
  if (percentPpm === undefined) return { step: refuse({ kind: 'bad-amount', why: 'not-positive' }) }
  const { subtraction: _, ...content } = context.draft.content
  const ledger = chargedFor(content, context.facts)
  return {
    amount: percentOf(
      ledger.lines.reduce((sum, line) => sum + line.net, 0),
      percentPpm,
    ),
  }
}

/** "10", "12.5 %": parts per million; undefined when it is not a percent up to 100. */
function parsePercent(text: string): number | undefined {
  const percent = /^(\d{1,3})(?:\.(\d{1,4}))?\s*%?$/.exec(text.trim())
  if (percent === null) return undefined
  const ppm = Number(percent[1]) * 10_000 + Number((percent[2] ?? '').padEnd(4, '0'))
  return ppm <= 1_000_000 ? ppm : undefined
}

function priceChange(
  typed: Of<'override-line'>['change'],
  context: ResolveContext,
): { readonly change: PriceChange } | { readonly step: ResolveStep } {
  if (typed.kind === 'percent-off') {
    const percentPpm = parsePercent(typed.amount)
    if (percentPpm === undefined) return { step: refuse({ kind: 'bad-amount', why: 'not-positive' }) }
    return { change: { kind: 'percent-off', percentPpm } }
  }
  const amount = typedAmount(typed.amount, context)
  return 'step' in amount ? amount : { change: { kind: typed.kind, amount: amount.amount } }
}

function typedAmount(text: string, context: ResolveContext): Amount {
  const read = readAmountTyped(text, context.facts.shop.settings)
  return typeof read === 'number' ? { amount: read } : { step: read }
}

/** Minor units of the shop's currency, or what is wrong with the words. */
export function readAmountTyped(
  text: string,
  settings: ShopSettings,
): number | Extract<ResolveStep, { kind: 'refuse' | 'tell' }> {
  const parsed = parseAmount(text, settings)
  if (parsed.ok) return parsed.value
  const example = (12.5).toFixed(settings.exponent)
  switch (parsed.refusal.kind) {
    case 'ambiguous':
      return told(
        parsed.refusal.readings.length > 1 ? `"${text}" can be read two ways` : `I cannot be sure what "${text}" is`,
        `Please type it with ${settings.exponent} decimals, like ${example}.`,
      )
    case 'too-precise':
      return { kind: 'refuse', refusal: { kind: 'bad-amount', why: 'too-precise' } }
    case 'foreign-currency':
      return told(
        `This order is in ${settings.currency}`,
        `Please give the amount in ${settings.currency}, like ${example}.`,
      )
    case 'not-a-number':
      return told(`"${text}" is not an amount`, `Please type it like ${example}.`)
    default:
      return parsed.refusal satisfies never
  }
}

/** What a counter-offer's words come to, in the terms of what was asked; else what to tell. */
export function figureOfText(
  text: string,
  asked: Adjustment | undefined,
  settings: ShopSettings,
): number | { readonly kind: 'tell'; readonly headline: string; readonly text: string } {
  const byPercent = asked?.kind === 'override-line' && asked.change.kind === 'percent-off'
  if (byPercent || text.includes('%')) {
    const percentPpm = byPercent ? parsePercent(text) : undefined
    return (
      percentPpm ?? {
        kind: 'tell',
        headline: 'Please answer in the terms of the request',
        text: byPercent ? 'For example "counter 15 %".' : 'Give an amount, for example "counter 8.00".',
      }
    )
  }
  const parsed = parseAmount(text, settings)
  if (parsed.ok) return parsed.value
  const example = (12.5).toFixed(settings.exponent)
  return {
    kind: 'tell',
    headline: `"${text}" is not an amount I can be sure of`,
    text: `Please type it like ${example}.`,
  }
}

const told = (headline: string, text: string) => ({ kind: 'tell', headline, text }) as const

/** Adjustments without a reason wait for one; with one they are ready. */
function withReason(
  text: string | undefined,
  make: (reason: Reason) => DraftCommand,
  context: ResolveContext,
): ResolveStep {
  const words = text?.trim() ?? ''
  const { actor } = context
  // Nobody is asked for the reason of what they may not do.
  if (!may(actor, 'adjust-prices')) return refuse({ kind: 'not-allowed', role: roleOf(actor), to: 'adjust-prices' })
  if (words === '') return ask({ kind: 'reason', asked: [make({ code: '' })] })
  return commands(make(reasonNamed(words, context.facts.shop.settings)))
}

/** A reason code of the shop, or free words kept under "other"; never rejected (rules.md O10). */
export function reasonNamed(words: string, { reasons }: ShopSettings): Reason {
  const code = reasons.find((reason) => words.toLowerCase().startsWith(reason.toLowerCase()))
  if (code === undefined) return { code: 'other', text: words }
  return words.length > code.length ? { code, text: words } : { code }
}

/** The reason just typed completes every adjustment that waited for one. */
export function giveReason(request: Of<'reason'>, context: ResolveContext): ResolveStep {
  const open = questionsOf(context.draft).find(({ kind }) => kind === 'reason')
  if (open?.kind !== 'reason') return { kind: 'tell', headline: 'Nothing is waiting for a reason' }
  const reason = reasonNamed(request.text.trim(), context.facts.shop.settings)
  return commands(
    ...open.asked.map((command): DraftCommand => ('reason' in command ? { ...command, reason } : command)),
  )
}
