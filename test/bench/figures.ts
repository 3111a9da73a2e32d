// What is measured, as numbers: times of turns, percentiles, rates. Rule: nothing here knows what is being measured.
// Next: run.ts, which collects them; report.ts, which prints them.

export type Sample = {
  readonly orders: number
  readonly seconds: number
  readonly cpuSeconds: number
  readonly turns: readonly TurnTime[]
}
/** Milliseconds. */
export type TurnTime = { readonly kind: string; readonly time: number }

/** `share` between 0 and 1; nearest rank. NaN for no values. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

export const total = (samples: readonly Sample[]): Sample => ({
  orders: sum(samples.map((sample) => sample.orders)),
  seconds: sum(samples.map((sample) => sample.seconds)),
  cpuSeconds: sum(samples.map((sample) => sample.cpuSeconds)),
  turns: samples.flatMap((sample) => sample.turns),
})

export const perSecond = ({ orders, seconds }: Sample): number => orders / seconds
export const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0)

/** One whole order; tells the time of each of its turns. */
export type OneOrder = (n: number, turn: (time: TurnTime) => void) => Promise<void>

/**
 * Orders one after the other in `lanes` lanes, for about so many milliseconds; an order begun is
 * finished. `first` makes every order's number its own.
 */
export async function measure(
  one: OneOrder,
  span: { readonly lanes: number; readonly milliseconds: number; readonly next: () => number },
): Promise<Sample> {
  const turns: TurnTime[] = []
  let orders = 0
  const cpu = process.cpuUsage()
  const began = performance.now()
  const lane = async () => {
    while (performance.now() - began < span.milliseconds) {
      await one(span.next(), (time) => turns.push(time))
      orders++
    }
  }
  await Promise.all(Array.from({ length: span.lanes }, lane))
  const seconds = (performance.now() - began) / 1000
  const used = process.cpuUsage(cpu)
  return { orders, seconds, cpuSeconds: (used.user + used.system) / 1_000_000, turns }
}
