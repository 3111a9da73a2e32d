/**
 * One post a turn where somebody alone talks with Parley on a platform: what there is to tell
 * besides the card stands in the card's first lines, and without a card it is one answer. Rule:
 * nothing told is lost to it; an answer that is a screen of its own, or brings more buttons than
 * one looks through, stays one. A terminal prints everything in order and needs none of it. Next:
 * answer.ts; edge/channel.ts, what becomes of told words.
 */

import type { Block, Control, Outgoing, Placement, View } from '#conversation/edge/view.ts'
import { draftsWords } from '#conversation/words/drafts.ts'
import type { Session } from './session.ts'

type Note = Extract<Placement, { place: 'note' }>
type Card = Extract<Placement, { place: 'card' | 'new-card' | 'collapse' }>

/** Longer is a screen to be read by itself. Characters. */
const MOST_WORDS = 1_000
/** As many as anybody looks through. */
const MOST_CONTROLS = 8

export function asOnePost({ inbound, outgoing, where, actor }: Session): void {
  if (where !== 'private' || actor.kind === 'system' || inbound.thread.startsWith('terminal:')) return
  const isHere = ({ to }: Outgoing): boolean => to === inbound.thread
  const cards = outgoing.filter((each) => isHere(each) && isCard(each.placement))
  const notes = outgoing.filter((each) => isHere(each) && isNote(each.placement, inbound.user))
  const [first] = cards.length === 1 ? cards : notes
  if (first === undefined) return
  let { placement } = first
  const folded = notes.filter((each) => {
    const more = each === first ? undefined : withNote(placement, each.placement)
    placement = more ?? placement
    return more !== undefined
  })
  if (folded.length === 0) return
  const left = outgoing.filter((each) => !folded.includes(each))
  outgoing.splice(0, outgoing.length, ...left.map((each) => (each === first ? { ...first, placement } : each)))
}

/**
 * Where others read along the card is edited where it stands. Who typed and is told nothing else
 * reads what became of it below their words, wherever other words stand between.
 */
export function asAnswerBelow({ inbound, outgoing, where }: Session): void {
  if (inbound.kind !== 'message' || where === 'private' || inbound.thread.startsWith('terminal:')) return
  const here = outgoing.filter(({ to }) => to === inbound.thread)
  if (here.some(({ placement }) => placement.place === 'post' || isNote(placement, inbound.user))) return
  const card = here.map(({ placement }) => placement).find(isCard)
  if (card === undefined) return
  const { headline, change, status } = card.view
  const stands = [change === undefined ? undefined : headline, status].filter((each) => each !== undefined)
  const view: View = {
    headline: change ?? headline,
    blocks: [...stands, draftsWords.cardIsAbove].map((text): Block => ({ kind: 'text', text })),
    controls: [],
  }
  outgoing.push({ to: inbound.thread, placement: { place: 'note', to: inbound.user, view, above: true } })
}

/** What only follows is not posted where there is nothing to edit. */
const isCard = (placement: Placement): placement is Card =>
  placement.place === 'collapse' ||
  ((placement.place === 'card' || placement.place === 'new-card') && placement.follows !== true)
const isNote = (placement: Placement, user: string): placement is Note =>
  placement.place === 'note' && placement.to === user

/** Undefined: they do not go together. */
function withNote(into: Placement, note: Placement): Placement | undefined {
  if (note.place !== 'note' || !('view' in into) || !isShort(note.view)) return undefined
  const controls = together(note.view.controls, into.view.controls)
  if (controls === undefined) return undefined
  const words = wordsOf(note.view)
  if (!isCard(into)) return { ...into, view: { ...into.view, blocks: [...into.view.blocks, ...words], controls } }
  const told = [...('told' in into ? (into.told ?? []) : []), ...words]
  const rest = into.view.blocks.slice(told.length - words.length)
  const view = { ...into.view, blocks: [...told, ...rest], controls }
  return into.place === 'collapse' ? { ...into, view } : { ...into, view, told }
}

const WORDS: readonly Block['kind'][] = ['text', 'notice', 'list', 'fields', 'heading', 'small-print']
const isShort = (view: View): boolean =>
  view.blocks.every(({ kind }) => WORDS.includes(kind)) && JSON.stringify(wordsOf(view)).length <= MOST_WORDS

const wordsOf = ({ headline, change, blocks }: View): readonly Block[] => [
  { kind: 'notice', tone: 'info', text: headline },
  ...(change === undefined ? [] : [{ kind: 'text', text: change } as const]),
  ...blocks,
]

/** What was just asked stands first; one thing stays the next to do. Undefined: too many, or two of one name. */
function together(own: readonly Control[], cards: readonly Control[]): readonly Control[] | undefined {
  const isThere = (control: Control): boolean =>
    cards.some((other) => 'token' in control && 'token' in other && other.token === control.token)
  const hasMain = cards.some((control) => control.kind === 'button' && control.style === 'primary')
  const added = own
    .filter((control) => !isThere(control))
    .map(
      (control): Control =>
        hasMain && control.kind === 'button' && control.style === 'primary' ? { ...control, style: 'normal' } : control,
    )
  const all = [...added, ...cards]
  const names = new Set(all.map(({ label }) => label))
  return added.length > 0 && (all.length > MOST_CONTROLS || names.size < all.length) ? undefined : all
}
