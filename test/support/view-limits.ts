// How much any screen may ask of who reads it, whatever it is about: what was sent in a whole suite
// is looked through. Rule: one thing to do next, no two controls of one name, a menu of ten, and no
// more lines than one reads. Next: test/conversation/screens/limits.test.ts, the card of a cart.
import { viewText } from '#conversation/edge/text.ts'
import type { Control, View } from '#conversation/edge/view.ts'
import type { World } from './world.ts'

const MOST = {
  controls: 8,
  menu: 10,
  label: 75,
  headline: 140,
  change: 160,
  lines: 40,
  /** Help is the longest: it names every command. */
  characters: 2_500,
} as const

/** What is too much of a screen, in words. */
export function tooMuch(view: View): readonly string[] {
  const { headline, change = '', controls } = view
  const text = viewText({ ...view, controls: [] })
  const over = (what: keyof typeof MOST, count: number): readonly string[] =>
    count <= MOST[what] ? [] : [`${count} ${what}, at most ${MOST[what]}`]
  const names = controls.map(({ label }) => label)
  return [
    ...(controls.filter((control) => control.kind === 'button' && control.style === 'primary').length > 1
      ? ['two primary buttons']
      : []),
    ...twice(names),
    ...controls.flatMap((control) => (control.kind === 'select' ? twice(optionsOf(control)) : [])),
    ...over('controls', controls.length),
    ...controls.flatMap((control) =>
      control.kind === 'select' && control.more === true ? over('menu', control.options.length) : [],
    ),
    ...over('label', Math.max(0, ...[...names, ...controls.flatMap(optionsOf)].map(({ length }) => length))),
    ...over('headline', headline.length),
    ...over('change', change.length),
    ...over('lines', text.split('\n').length),
    ...over('characters', text.length),
  ]
}

const optionsOf = (control: Control): readonly string[] =>
  control.kind === 'select' ? control.options.map(({ label }) => label) : []
const twice = (names: readonly string[]): readonly string[] =>
  names.filter((name, at) => names.indexOf(name) !== at).map((name) => `two controls "${name}"`)

/** Of everything that was ever sent there: what is too much, with what it stands under. */
export async function tooMuchSent({
  rows,
}: World): Promise<{ readonly seen: number; readonly found: readonly string[] }> {
  const sent = await rows<{ view: View }>("select payload->'view' as view from outbox where payload ? 'view'")
  return {
    seen: sent.length,
    found: sent.flatMap(({ view }) => tooMuch(view).map((what) => `${view.headline}: ${what}`)),
  }
}
