/**
 * The discount stages in their fixed order: S1 line rules (coupons first), gifts, S2a order
 * coupons, S2b order promotions, S3 manual subtraction. Rule: rules.md P1. It is not commutative:
 * 200.00 with a 20.00 coupon and 10 % is 162.00. Next: promotions.ts and coupon-state.ts decide
 * which rules come in here; pricing.ts goes on with S4 to S6.
 */

import { given } from '#domain/base/given.ts'
import { sum } from '#domain/base/money.ts'
import { spread } from '#domain/base/spread.ts'
import type { Subtraction } from '#domain/model/adjustment.ts'
import type { Facts } from '#domain/model/facts.ts'
import type { Component } from '#domain/model/ledger.ts'
import type { CartLine } from '#domain/pricing/cart.ts'
import {
  type DiscountStep,
  type Rule,
  type RuleOutcome,
  type RuleStanding,
  rulesOf,
  type Settled,
  type StageInput,
  settleStage,
  takeOff,
} from './discount-rules.ts'
import { giveGifts } from './gifts.ts'
import { type Circumstances, waitsForMerchandise } from './promotion-conditions.ts'

export type StagesInput = {
  readonly lines: readonly CartLine[]
  readonly around: Circumstances
  readonly facts: Facts
  readonly subtraction?: Subtraction
  /** In order of precedence. */
  readonly rules: readonly Rule[]
}

export type Stages = {
  /** The cart's lines, then the gifts. */
  readonly lines: readonly CartLine[]
  readonly standing: RuleStanding
  readonly outcomes: ReadonlyMap<Rule, RuleOutcome>
  readonly steps: readonly DiscountStep[]
  /** Merchandise after S1, which minimums are tested on. */
  readonly merchandise: number
  /** Merchandise after S2b, the most a subtraction can take. */
  readonly afterS2: number
  readonly subtraction?: { readonly asked: number; readonly applied: number; readonly unused: number }
}

export function runStages(input: StagesInput): Stages {
  const { lines, around } = input
  const s1 = settleLines(input)
  const merchandise = sum(s1.standing.nets)
  const gifts = giveGifts({ rules: rulesOf(input.rules, 'gift'), lines, around, merchandise, facts: input.facts })
  const orderRules = rulesOf(input.rules, 'order')
  const order = (stage: 'S2a' | 'S2b', entering: RuleStanding): Settled =>
    settleStage({
      stage,
      rules: orderRules.filter((rule) => (stage === 'S2a') === (rule.by === 'coupon')),
      lines,
      entering,
      around,
      merchandise,
    })
  const s2a = order('S2a', s1.standing)
  const s2b = order('S2b', s2a.standing)
  const s3 = subtract(s2b.standing, input.subtraction)
  const none = gifts.gifts.map(() => 0)
  return {
    lines: [...lines, ...gifts.gifts.map((gift) => gift.line)],
    standing: {
      nets: [...s3.standing.nets, ...none],
      components: [...s3.standing.components, ...gifts.gifts.map((gift) => [gift.component])],
    },
    outcomes: new Map([...s1.outcomes, ...gifts.outcomes, ...s2a.outcomes, ...s2b.outcomes]),
    steps: [...s1.steps, ...gifts.steps, ...s2a.steps, ...s2b.steps, ...s3.steps],
    merchandise,
    afterS2: sum(s2b.standing.nets),
    ...given({ subtraction: s3.subtraction }),
  }
}

/**
 * S1. A minimum on "the merchandise after S1" inside S1 itself would go in circles: such rules are
 * tested on what S1 leaves without any of them, so that they neither trigger nor block each other.
 */
function settleLines(input: StagesInput): Settled {
  const { lines, around } = input
  const entering: RuleStanding = {
    nets: lines.map((line) => line.gross),
    components: lines.map((): readonly Component[] => []),
  }
  const rules = rulesOf(input.rules, 'line')
  const stage = (taking: readonly Rule[], merchandise: number): StageInput => ({
    stage: 'S1',
    rules: taking,
    lines,
    entering,
    around,
    merchandise,
  })
  const certain = rules.filter((rule) => !waitsForMerchandise(rule.conditions))
  const first = settleStage(stage(certain, around.gross))
  return certain.length === rules.length ? first : settleStage(stage(rules, sum(first.standing.nets)))
}

type Subtracted = {
  readonly standing: RuleStanding
  readonly steps: readonly DiscountStep[]
  readonly subtraction?: NonNullable<Stages['subtraction']>
}

/** S3: capped at what is left; overridden lines take their share too. */
function subtract(standing: RuleStanding, subtraction: Subtraction | undefined): Subtracted {
  if (subtraction === undefined) return { standing, steps: [] }
  const asked = subtraction.amount
  const applied = Math.max(0, Math.min(asked, sum(standing.nets)))
  const named = { asked, applied, unused: asked - applied }
  if (applied === 0) return { standing, steps: [], subtraction: named }
  const label = subtraction.reason
  const off = spread(applied, standing.nets)
  return {
    standing: takeOff(standing, off, { source: 'manual', kind: 'subtraction', label }),
    steps: [{ stage: 'S3', source: 'manual', label, amount: -applied }],
    subtraction: named,
  }
}
