/**
 * The bot's last question, answered first: a bare value, a number of the list, yes or no. Anything
 * that does more than answer is read as any other message (undefined here), so a question never
 * traps anybody.
 */
import { setChoices } from '#conversation/understanding/clauses/edits.ts'
import { ordinalIn } from '#conversation/understanding/clauses/pointing.ts'
import { readSegments, type Segmented } from '#conversation/understanding/clauses/segments.ts'
import { looseChoice } from '#conversation/understanding/rules/rules-backorder.ts'
import { after, focusLine, type Scene } from './scene.ts'
import type { Op } from './types.ts'

export const YES = new RegExp(
  '^(?:yes|yeah|yep|yup|ya|sure|ok|okay|y|correct|right|exactly|perfect|sounds good|looks good' +
    `|please do|go ahead|do it|fine|of course|that'?s (?:right|correct|fine|it)` +
    String.raw`|absolutely)(?:[\s,.!]+(?:please|thanks|thank you|yes|that'?s (?:right|correct|fine)))*[\s.!]*$`,
  'u',
)
export const NO = new RegExp(
  '^(?:no|nope|nah|n|not (?:now|really|today)|no thanks?|no thank you|nothing(?: else| more)?|none' +
    String.raw`|never ?mind|(?:no[\s,.]+)?(?:i'?m|we'?re) (?:good|done|fine|all set)` +
    String.raw`|(?:no[\s,.]+)?that(?:'?s| is|'?ll be| will be) (?:it|all|everything)(?: for (?:now|today|me))?` +
    String.raw`|(?:no[\s,.]+)?(?:just that|all done|done|all good|nothing else|that'?s all))(?:[\s,.!]+(?:thanks?` +
    String.raw`|thank you|please|that'?s (?:all|it)|for now))*[\s.!]*$`,
  'u',
)

export function readPending(scene: Scene): Segmented | undefined {
  const { pending } = scene.message
  const said = scene.lower.trim()
  if (pending === undefined || said === '') return undefined
  switch (pending.ask) {
    case 'anythingElse':
      return NO.test(said) ? done(scene, [scene.lines.length > 0 ? { op: 'submit' } : { op: 'deny' }]) : undefined
    case 'backorder':
      return backorderAnswer(scene, said)
    case 'confirm':
      return YES.test(said)
        ? done(scene, [{ op: 'confirm' }])
        : NO.test(said)
          ? done(scene, [{ op: 'deny' }])
          : undefined
    case 'product':
      return pickProduct(scene, pending.candidates ?? [])
    default:
      return pickValue(scene, pending.ask)
  }
}

/** The rules know the full phrases; a loose answer counts only when nothing else was said. */
function backorderAnswer(scene: Scene, said: string): Segmented | undefined {
  if (YES.test(said)) return done(scene, [{ op: 'confirm' }])
  const read = readSegments(scene)
  if (read.scene.ops.some((op) => op.op !== 'notFound' && op.op !== 'clarify')) return read
  const policy = looseChoice(said)
  return policy === undefined ? undefined : done(scene, [{ op: 'backorder', policy }])
}

const done = (scene: Scene, ops: readonly Op[]): Segmented => ({
  scene: after(scene, ops),
  sure: true,
  unexplained: [],
  claimed: true,
})

function pickProduct(scene: Scene, candidates: readonly string[]): Segmented | undefined {
  const words = scene.lower.trim()
  const ordinal = ordinalIn(words) ?? (/^\d{1,2}$/.test(words) ? Number(words) - 1 : undefined)
  const { items, orphans } = scene.read(words)
  const named = items.length === 1 ? items[0] : undefined
  const fromWords = candidates.find((id) => named?.found.kind === 'product' && named.found.product.id === id)
  const product = fromWords ?? candidates[ordinal === 'last' ? candidates.length - 1 : (ordinal ?? -1)]
  if (product === undefined || orphans.length > 1) return undefined
  return done(scene, [{ op: 'add', product, options: named?.chosen.options ?? {}, quantity: named?.quantity ?? 1 }])
}

/** What follows the value changes something else: it is read on its own. */
const MORE_TO_DO =
  /\d|\b(?:make|change|set|add|remove|drop|ship|send|coupon|code|pay|place|one|two|three|four|five|dozen|pair)\b/u

/** A value of the option asked for, on the line asked about; what follows it is read as usual. */
function pickValue(scene: Scene, option: string): Segmented | undefined {
  const known = scene.lexicon.options[option]
  const line = scene.message.pending?.line ?? focusLine(scene)
  if (known === undefined || line === undefined) return undefined
  const cut = /[,.;!\n]|\band\b/u.exec(scene.lower)
  const whole = scene.read(scene.lower)
  const useAll = whole.items.length === 0 && !MORE_TO_DO.test(scene.lower.slice(cut?.index ?? scene.lower.length))
  const first = useAll ? scene.lower : scene.lower.slice(0, cut?.index ?? scene.lower.length)
  const { items, orphans } = useAll ? whole : scene.read(first)
  const ownProduct = items.every(
    (item) => item.found.kind === 'product' && item.found.product.id === scene.lines[line]?.product,
  )
  if (!ownProduct || (items.length > 0 && /\b(?:add|another|more|also)\b/u.test(first))) return undefined
  const mods = [...items.flatMap((item) => item.chunk.mods), ...orphans.flatMap((orphan) => orphan.mods)]
  const asked = mods
    .filter((mod) => mod.refs.some((ref) => ref.option === option))
    .map((mod) => ({ ...mod, refs: mod.refs.filter((ref) => ref.option === option) }))
  if (asked.length === 0) return pickByPosition(scene, option, line)
  const rest = mods.filter((mod) => !mod.refs.some((ref) => ref.option === option))
  const edit = setChoices(scene, line, [...asked, ...rest])
  if (edit === undefined) return undefined
  const changed = after(scene, edit.ops)
  if (useAll) return { scene: changed, sure: edit.sure, unexplained: [], claimed: true }
  const from = first.length
  const tail = { ...changed, text: changed.text.slice(from), lower: changed.lower.slice(from) }
  const more = readSegments(tail)
  return { ...more, sure: more.sure && edit.sure }
}

/** "the second one", or a bare number, when it is no value by itself. */
function pickByPosition(scene: Scene, option: string, line: number): Segmented | undefined {
  const words = scene.lower.trim()
  const at = /^\d{1,2}$/.test(words)
    ? Number(words) - 1
    : /^(?:the )?\p{L}+(?: one)?$/u.test(words)
      ? ordinalIn(words)
      : undefined
  const product = scene.lexicon.products[scene.lexicon.indexOf.get(scene.lines[line]?.product ?? '') ?? -1]
  const sold = product?.optionValues?.[option] ?? scene.lexicon.options[option]?.values.map((value) => value.id) ?? []
  const value = sold[at === 'last' ? sold.length - 1 : (at ?? -1)]
  return value === undefined ? undefined : done(scene, [{ op: 'setOption', line, options: { [option]: value } }])
}
