/**
 * Why a message was read as it was, in lines for people: what each word was taken for, the
 * stretches of the best reading, how likely the meaning is.
 */

import { decideReading } from '#conversation/understanding/reader/model/decide.ts'
import { trainedModel } from '#conversation/understanding/reader/model/weights.ts'
import type { Unit } from '#conversation/understanding/reader/spans/unit.ts'
import type { Lexicon } from '#conversation/understanding/words/lexicon.ts'
import { foldedText } from '#conversation/understanding/words/text.ts'
import { withVerbs } from '#conversation/understanding/words/verbs.ts'
import { byRules } from '../by-rules.ts'
import { sceneOf } from '../scene.ts'
import type { Message } from '../types.ts'
import { meaningOf } from './meaning.ts'
import { readBest } from './read.ts'
import { opinionOf } from './trained.ts'

export function explain(lexicon: Lexicon, given: Message): readonly string[] {
  const message = { ...given, text: foldedText(given.text) }
  const reading = readBest(trainedModel(), lexicon, message)
  const { lattice } = reading
  const { bounds, edges, situation } = lattice
  const rules = opinionOf(byRules(sceneOf(lexicon, message, withVerbs(lexicon, message.text))), situation.cart)
  const verdict = decideReading(reading, rules)
  const { probability } = verdict.meant
  const stretches = verdict.meant.path.flatMap((k) => {
    const edge = edges[k]
    if (edge === undefined) return []
    const words = situation.units.slice(bounds[edge.from], bounds[edge.to]).map((unit) => unit.raw)
    return [
      `  ${edge.type.padEnd(18)} ${words.join(' ').replace(/\n/g, '\\n')}   ${edge.ops.map(meaningOf).join('; ')}`,
    ]
  })
  return [
    'words:',
    ...situation.units.map(
      (unit, i) => `  ${unit.raw.replace(/\n/g, '\\n').padEnd(18)} ${takenFor(unit, situation.generic[i] ?? '')}`,
    ),
    `the best of ${edges.length} candidates, ${(100 * probability).toFixed(1)} %:`,
    ...stretches,
    ...(verdict.rival === undefined ? [] : [`or: ${verdict.rival.ops.map(meaningOf).join('; ') || 'nothing'}`]),
    `the rules: ${rules.meanings.join('; ') || 'nothing'}${rules.sure ? '' : ', not sure'}`,
    `so: ${SO[verdict.by] ?? 'as above'}, ${verdict.sure ? 'sure' : 'to be asked about'}`,
  ]
}

const SO: Readonly<Record<string, string>> = { rules: 'as the rules say', nobody: 'not understood' }

function takenFor(unit: Unit, known: string): string {
  const said = [
    ...(unit.products === undefined
      ? []
      : [`product ${unit.products.slice(0, 4).join(', ')}${unit.exact === true ? '' : ' (a part of the name)'}`]),
    ...(unit.values ?? []).slice(0, 4).map(([option, value]) => `${option} ${value}`),
    ...(unit.number === undefined ? [] : [`number ${unit.number}`]),
    ...(unit.weak ?? []).slice(0, 4).map(([option, value]) => `perhaps ${option} ${value}`),
    ...(unit.ordinal === undefined ? [] : [`place ${unit.ordinal}`]),
    ...(unit.method === undefined ? [] : [`method ${unit.method}`]),
    ...(unit.address === undefined ? [] : [`address ${unit.address}`]),
  ]
  const slip = unit.fuzzy === true ? ' (a slip)' : ''
  return `${said.join('; ') || (known === '<unk>' ? 'unknown' : known)}${slip}`
}
