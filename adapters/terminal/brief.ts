/**
 * A card at the terminal, where every answer prints one again: after a change only what it is, what
 * became different, what has to be known or answered and what comes next. Rule: nothing is out of
 * reach: "show" prints all of it, "more" all that can be pressed. Next: printer.ts.
 */
import { viewText } from '#conversation/edge/text.ts'
import type { Block, Control, View } from '#conversation/edge/view.ts'

const HINT = '("show" for all of it, "more" for all that can be pressed)'

/** After a change; a card that tells of none was asked for, and is shown whole. */
export function cardText(view: View, columns?: number): string {
  const { menu, rest } = split(view.controls)
  const hint = menu.length === 0 ? [] : [HINT]
  if (view.change === undefined) return [viewText({ ...view, controls: rest }, columns), ...hint].join('\n')
  const said = view.blocks.flatMap(toldOf)
  const asks = !view.blocks.some((block) => block.kind === 'notice' && block.next === true)
  const controls = asks ? rest : rest.filter((control) => control.kind === 'button' && control.style === 'primary')
  const brief: View = { headline: view.headline, change: view.change, blocks: said, controls }
  return [viewText(brief, columns), HINT].join('\n')
}

/** The total, what has to be known, what is asked and what comes next. */
function toldOf(block: Block): readonly Block[] {
  if (block.kind === 'totals')
    return block.rows
      .filter(({ weight }) => weight === 'strong')
      .map(({ label, amount, unit = '' }) => ({ kind: 'text', text: `${label} ${amount} ${unit}`.trimEnd() }))
  return block.kind === 'notice' && (block.next === true || block.tone === 'warning' || block.tone === 'problem')
    ? [block]
    : []
}

function split(controls: readonly Control[]): { readonly menu: readonly Control[]; readonly rest: readonly Control[] } {
  const isMenu = (control: Control): boolean => control.kind === 'select' && control.more === true
  return { menu: controls.filter(isMenu), rest: controls.filter((control) => !isMenu(control)) }
}
