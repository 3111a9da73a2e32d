/**
 * What is on the screen and can be pressed: the live card and the notes since. A typed line equal
 * to a label presses it, `press LABEL` also by how the label begins; the newest view wins. Nothing
 * is remembered between runs: the feed brings the last card back.
 */
import type { Control, Placement, SelectOption, View } from '#conversation/edge/view.ts'

/** `value` is what was chosen in a select. */
export type Press = {
  readonly kind: 'press'
  readonly label: string
  readonly token: string
  readonly value?: string
  readonly confirm?: string
}
/** Pressed, it asks for words to look for. */
export type Search = { readonly kind: 'search'; readonly label: string; readonly token: string }

export type Screen = {
  /** Takes note of what is now visible. */
  readonly show: (placement: Placement) => void
  /** What a line presses, if it names a visible control. */
  readonly pressed: (line: string) => Press | Search | undefined
  /** Whether it names a button and nothing else, one that is not there any more. */
  readonly isGone: (line: string) => boolean
  /** The labels there are, for "there is no such control". */
  readonly labels: () => readonly string[]
  /** What was found for the last search; choosing one presses the search with it. */
  readonly suggest: (search: Search, options: readonly SelectOption[]) => void
}

const NOTES = 5

export function createScreen(): Screen {
  let card: View | undefined
  let notes: readonly View[] = []
  let found: readonly Press[] = []
  /** Buttons with an amount, which nobody types as words. */
  const priced = new Set<string>()

  const targets = (): readonly (Press | Search)[] => [
    ...found,
    ...[...notes, ...(card === undefined ? [] : [card])].flatMap(({ controls }) => controls.flatMap(targetsOf)),
  ]
  return {
    show(placement) {
      for (const label of pricedIn(placement)) priced.add(label)
      switch (placement.place) {
        case 'card':
        case 'new-card':
        case 'collapse':
          card = placement.view
          return
        case 'post':
        case 'note':
          notes = [placement.view, ...notes].slice(0, NOTES)
          return
        case 'form':
        case 'form-errors':
        case 'suggestions':
        case 'outside':
        case 'remove':
          return
        default:
          placement satisfies never
      }
    },
    pressed(line) {
      const said = plain(line)
      const named = /^press\s+(.+)$/.exec(said)?.[1]
      const exact = targets().find(({ label }) => plain(label) === (named ?? said))
      if (exact !== undefined || named === undefined) return exact
      return targets().find(({ label }) => plain(label).startsWith(named))
    },
    isGone: (line) => /^\s*\[[^[\]]+\]\s*$/.test(line) || priced.has(plain(line)),
    labels: () => [...new Set(targets().map(({ label }) => label))],
    suggest(search, options) {
      found = options.map(({ label, value }) => ({ kind: 'press', label, token: search.token, value }))
    },
  }
}

const PRICED = / - .*\d/
const pricedIn = (placement: Placement): readonly string[] =>
  ('view' in placement ? placement.view.controls : [])
    .flatMap(targetsOf)
    .flatMap(({ label }) => (PRICED.test(label) ? [plain(label)] : []))

function targetsOf(control: Control): readonly (Press | Search)[] {
  switch (control.kind) {
    case 'button': {
      const { label, token, confirm } = control
      return [{ kind: 'press', label, token, ...(confirm === undefined ? {} : { confirm }) }]
    }
    case 'select':
      return control.options.map(({ label, value }) => ({ kind: 'press', label, token: control.token, value }))
    case 'search':
      return [{ kind: 'search', label: control.label, token: control.token }]
    case 'link':
      return []
    default:
      return control satisfies never
  }
}

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/^\[(.*)\]$/, '$1')
    .toLowerCase()
