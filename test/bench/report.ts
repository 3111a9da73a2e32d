// The benchmark's figures as lines of text. Rule: ratios come from one interleaved run; times of
// different machines are not compared.
import { KINDS } from './eight-turns.ts'
import { percentile, perSecond, type Sample } from './figures.ts'
import { budgetOf, type Results, statementsPerOrder } from './run.ts'

const megabytes = (bytes: number): string => `${Math.round(bytes / 1_048_576)} MB`
const times = (values: readonly number[]): string =>
  [0.5, 0.95, 0.99].map((share) => percentile(values, share).toFixed(1)).join(' / ')
const ofTurns = (sample: Sample): number[] => sample.turns.map(({ time }) => time)
const cpu = (sample: Sample): string => `${((sample.cpuSeconds / sample.orders) * 1000).toFixed(1)} ms CPU here`

export function reportLines(results: Results): string[] {
  const { duels, statements, paced, memory, several } = results
  return [
    `${results.where}, ${results.history} past orders, 8 turns an order; turn times p50 / p95 / p99 in ms`,
    ...duels.flatMap(({ lanes, engine, floor, sliceRatios }) => [
      `concurrency ${lanes}:`,
      `  engine ${perSecond(engine).toFixed(1)} orders/s (${engine.orders}), turns ${times(ofTurns(engine))}, ${cpu(engine)} an order`,
      `  floor  ${perSecond(floor).toFixed(1)} orders/s (${floor.orders}), turns ${times(ofTurns(floor))}, ${cpu(floor)} an order`,
      `  ratio  ${(perSecond(engine) / perSecond(floor)).toFixed(2)} (slices ${Math.min(...sliceRatios).toFixed(2)} to ${Math.max(...sliceRatios).toFixed(2)})`,
    ]),
    `at ${results.pace} turns/s: turns ${times(paced.map(({ time }) => time))} (${paced.length} turns)`,
    ...(several === undefined
      ? []
      : [
          `${several.processes} processes with ${several.lanes} lanes each: ${several.ordersPerSecond.toFixed(1)} orders/s (${several.orders}), ${several.problems.length} lost, doubled or faults`,
        ]),
    `p50 by turn at concurrency 1: ${byKind(results)}`,
    `statements: ${KINDS.map((kind) => `${kind} ${statements[kind]}/${budgetOf(kind)}`).join(', ')}; an order ${statementsPerOrder(statements)}, floor ${results.floorStatements}`,
    `memory: ${megabytes(memory.start)} before the first turn, at most ${megabytes(memory.most)} (both sides and the samples included)`,
  ]
}

function byKind({ duels }: Results): string {
  const [one] = duels
  if (one === undefined) return ''
  return KINDS.map((kind) => {
    const of = (sample: Sample) =>
      percentile(
        sample.turns.filter((turn) => turn.kind === kind).map(({ time }) => time),
        0.5,
      )
    return `${kind} ${of(one.engine).toFixed(1)} (${of(one.floor).toFixed(1)})`
  }).join(', ')
}
