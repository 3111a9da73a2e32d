/**
 * The catalog, forms, and what is only answered in words. Next: turn/reading/reading.ts tells,
 * turn/forms.ts opens and reads forms.
 */
import { type ChosenOptions, FORMS, type FormKind } from '#conversation/requests/words/arguments.ts'
import { knownSku } from '#conversation/requests/words/plain-skus.ts'
import { alone, shape, type Usage } from '#conversation/requests/words/shape.ts'
import { among, control, count, list, maybe, nothing, one, text } from './control.ts'
import { row } from './row.ts'

/** A reading of what is there is no booking of goods (goods.ts). */
const BOOKING = /^(?:receive|set|expect)\b/i

export const TALK = {
  find: row<{ readonly text: string }>()({
    as: 'look',
    help: { catalog: ['find blue mug'], look: ['find hoodie'] },
    typed: [shape(/^find\s+(?<text>[^\n]{1,200})$/i, ({ text: words = '' }) => ({ text: words.trim() }))],
    usage: { find: { needs: 'a word to search', example: 'find blue mug' } },
    control: control('f', 'any', one('text', text)),
  }),
  stock: row<{ readonly text: string }>()({
    as: 'look',
    help: { catalog: ['stock HOOD-BLACK-L'] },
    typed: [
      shape(/^stock\s+(?<text>[^\n]{1,200}?)\s*\?*$/i, ({ text: words = '' }, skus) =>
        BOOKING.test(words) && knownSku(words, skus) === undefined ? undefined : { text: words.trim() },
      ),
    ],
    usage: { stock: { needs: 'a SKU or a word', example: 'stock HOOD-BLACK-L' } },
    control: control('sk', 'any', one('text', text)),
  }),
  /** `line` (from 0): "when is it back?" is about that very item. */
  'ask-availability': row<{ readonly productId?: string; readonly options: ChosenOptions; readonly line?: number }>()({
    as: 'look',
  }),
  help: row()({ as: 'look', said: alone('help', '?'), control: control('h', 'any', nothing) }),
  /** Somebody opened a conversation without saying anything yet. */
  welcome: row()({ as: 'look' }),
  'small-talk': row<{ readonly greeting?: true }>()({ as: 'look' }),
  choose: row<{ readonly option: number; readonly point?: string }>()({
    as: 'look',
    control: control('ch', 'revision', list({ option: count, point: maybe(text) })),
  }),
  'open-form': row<{ readonly form: FormKind; readonly argument?: string }>()({
    as: 'look',
    control: control('of', 'draft', list({ form: among(...FORMS), argument: maybe(text) })),
  }),
  form: row<{
    readonly form: FormKind
    readonly fields: Readonly<Record<string, string>>
    readonly argument?: string
  }>()({ as: 'form' }),
  /** Understood words that could not be served: which product, unknown thing, no such combination. */
  'which-product': row<{
    readonly productIds: readonly string[]
    readonly quantity: number
    readonly options: ChosenOptions
  }>()({
    as: 'look',
  }),
  /**
   * `text` and `span`: the words that can be read in more than one way, and the part of them that
   * an answer replaces.
   */
  unclear: row<{
    readonly about: string
    readonly candidates: readonly string[]
    readonly text?: string
    readonly span?: string
  }>()({
    as: 'look',
  }),
  'not-found': row<{ readonly text: string }>()({ as: 'look' }),
  /** `quantity` when it was to be added: then what it does come in is asked. */
  'no-variant': row<{ readonly productId: string; readonly options: ChosenOptions; readonly quantity?: number }>()({
    as: 'look',
  }),
  /** The words do not answer what is asked; `given` is what was typed where it cannot be the value of a field. */
  'ask-again': row<{ readonly given?: string; readonly to?: string }>()({ as: 'look' }),
  /** What is not to be done, and was not: how it stands is shown, `elsewhere` where an order is. */
  denied: row<{ readonly elsewhere?: true }>()({ as: 'look' }),
  /** A plain command whose argument is missing or wrong. */
  'bad-argument': row<{ readonly command: string; readonly given: string; readonly usage: Usage }>()({ as: 'look' }),
  'not-understood': row<{ readonly words: readonly string[] }>()({ as: 'look' }),
} as const
