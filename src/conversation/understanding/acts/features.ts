/**
 * What speaks for one kind of act or another: the words of a stretch, two by two, how it begins and
 * ends, and where it is said (what was asked, who speaks, whether a cart is open or an order was
 * placed). Names of features stand in the weights as they are here.
 */
import type { ActScene } from './clauses.ts'
import { sensesOf } from './senses.ts'

/** Of a long stretch so many are paired. */
const MOST_SENSES = 14

/** In few words where the message is said. */
export function whereSaid({ message }: ActScene): readonly string[] {
  const { pending, order, actor = 'nobody', lines } = message
  const cart = lines.length > 0 ? 'C' : '-'
  const staff = actor === 'rep' || actor === 'manager' ? actor : 'buyer'
  return [`${order === undefined ? '-' : 'O'}${cart}`, staff, pending?.ask ?? '-', order?.status ?? '-']
}

/** The features of the units from `from` up to `to`. */
export function featuresOf(scene: ActScene, from: number, to: number, place: readonly string[]): readonly string[] {
  const said: string[] = []
  for (let i = from; i < to; i++) {
    const word = scene.words[i] ?? ''
    if (word !== '' && !(said.length === 0 && (word === '-' || word === ':' || word === '!'))) said.push(word)
  }
  const whole = from === 0 && to === scene.words.length
  const where = { first: from === 0, last: to === scene.words.length }
  const out = [...placeFeatures(said, where, place), ...wordFeatures(said, place), ...senseFeatures(said, place)]
  for (const voice of scene.voices) out.push(whole ? `${voice} whole` : voice)
  return out
}

type Where = { readonly first: boolean; readonly last: boolean }
function placeFeatures(said: readonly string[], { first, last }: Where, place: readonly string[]): readonly string[] {
  const [sit = '', who = '', ask = '', status = ''] = place
  const size = said.length > 7 ? (said.length > 14 ? 'long' : 'mid') : String(said.length)
  return [
    'bias',
    `size ${size}`,
    `at ${first ? 'start' : 'later'}${last ? ' end' : ''}`,
    `sit ${sit}`,
    `sit ${sit} ${who}`,
    `ask ${ask} ${first ? (last ? 'whole' : 'start') : 'later'}`,
    `ask ${ask} ${size}`,
    `status ${status} ${who}`,
  ]
}

/** Words, two by two, over one between them, and how the stretch begins and ends. */
function wordFeatures(said: readonly string[], place: readonly string[]): readonly string[] {
  const [sit = '', who = '', ask = ''] = place
  const out: string[] = []
  let last = '^'
  said.forEach((word, i) => {
    out.push(`${last} ${word}`)
    if (i > 0 && i + 1 < said.length) out.push(`${said[i - 1]} * ${said[i + 1]}`)
    last = word
  })
  for (const word of new Set(said)) {
    out.push(word, `${word} @${sit}`)
    if (word.startsWith('<')) out.push(`${word} @${who}`)
    if (ask !== '-') out.push(`${word} @${ask}`)
  }
  out.push(`${last} $`)
  if (said.length > 1) out.push(`^ ${said[0]} ${said[1]}`)
  if (said.length > 2) out.push(`^ ${said[0]} ${said[1]} ${said[2]}`)
  if (said.length > 0 && said.length < 5) out.push(`= ${said.join(' ')}`)
  return out
}

function senseFeatures(said: readonly string[], place: readonly string[]): readonly string[] {
  const [sit = '', , ask = ''] = place
  const meant = [...new Set(said.flatMap((word) => (word.startsWith('<') ? [word] : sensesOf(word))))].sort()
  const out = sensesOf(said[0] ?? '').map((sense) => `^.${sense}`)
  meant.slice(0, MOST_SENSES).forEach((one, i) => {
    out.push(`.${one}`, `.${one} @${sit}`)
    if (ask !== '-') out.push(`.${one} @${ask}`)
    for (const other of meant.slice(i + 1, MOST_SENSES)) out.push(`.${one} .${other}`)
  })
  return out
}
