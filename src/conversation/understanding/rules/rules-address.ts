/**
 * Rules for where things go: ship to, bill to, part of a line somewhere else, the usual address, a
 * bare typed address, shipping methods.
 */
import {
  addressAt,
  looksLikeAddress,
  NAME_LINE,
  savedName,
  skip,
  typedAddress,
} from '#conversation/understanding/addresses.ts'
import { pointedLine } from '#conversation/understanding/clauses/pointing.ts'
import type { Scene } from '#conversation/understanding/scene.ts'
import { NUMBER_WORDS } from '#conversation/understanding/words/numbers.ts'
import { type Claim, endOf, type WordRule } from './rule.ts'

const p = (source: string): RegExp => new RegExp(source, 'uy')
const OBJECT =
  '(?:it|this|that|them|these|those|everything|all(?: of it)?|the order|my order|the lot|the ' +
  'package|mine|stuff|the stuff)'

const shipTo: WordRule = {
  at: 'clause',
  pattern: p(
    `(?:(?:please |actually |can you |could you |i want to |let's |and )?(?:ship|shipped|deliver` +
      `|delivered|send|sent|mail|post|shipping|delivery|have it (?:shipped|sent|delivered)` +
      `|change (?:the |my )?(?:shipping |delivery )?address|(?:use|with) (?:the ` +
      String.raw`|my )?(?=[\p{L} ]{1,30} address))(?: ${OBJECT})?(?: instead)?(?: (?:to|at))?|(?:(?:my |the ` +
      `|ship(?:ping)?-?(?:to)? |delivery )*address)(?: (?:is|to|should be))?|to(?= (?:the|my|her` +
      String.raw`|his|our|their)\b)|for delivery to)(?=[\s:])`,
  ),
  read: (match, scene) => shipped(scene, endOf(match)),
}

function shipped(scene: Scene, from: number): Claim | undefined {
  const by = methodAt(scene, skip(/[\s:]*/uy, scene.lower, from))
  if (by !== undefined && !scene.lower.startsWith(' to ', by.end)) return undefined
  if (by !== undefined) {
    const there = addressAt(scene, by.end)
    if (there !== undefined)
      return {
        ops: [
          { op: 'shipMethod', method: by.id },
          { op: 'shipTo', address: there.address },
        ],
        end: there.end,
        sure: there.sure,
      }
  }
  const found = addressAt(scene, from)
  if (found === undefined) return undefined
  return {
    ops: [{ op: 'shipTo', address: found.address }],
    end: skip(/ instead\b/uy, scene.lower, found.end),
    sure: found.sure,
  }
}

const usual: WordRule = {
  at: 'clause',
  pattern: p(
    `(?:(?:my |the |same )*(?:usual|default|saved|normal)(?: shipping| delivery)? address` +
      String.raw`|same address(?: as (?:last time|before|always|usual))?)\b`,
  ),
  read: (match, { message }) => ({
    ops: [{ op: 'shipTo', address: message.context.defaultAddress ?? message.context.addresses?.[0] ?? 'usual' }],
    end: endOf(match),
  }),
}

const bareName: WordRule = {
  at: 'clause',
  pattern: p(String.raw`(?:to |at |for )?(?:my |the |her |his |our |their )?(?=\p{L})`),
  read: (match, scene) => {
    const found = savedName(scene, endOf(match))
    if (found === undefined) return undefined
    const bare = match[0] === '' || /^\s*$/.test(match[0])
    if (bare && scene.message.pending?.ask !== 'shipTo' && !/^\s*(?:[,.;!?\n]|$)/.test(scene.lower.slice(found.end)))
      return undefined
    if (bare && !/ address$/.test(scene.lower.slice(match.index, found.end)) && scene.message.pending?.ask !== 'shipTo')
      return undefined
    return { ops: [{ op: 'shipTo', address: found.address }], end: found.end }
  },
}

const billTo: WordRule = {
  at: 'clause',
  pattern: p(
    `(?:please )?(?:bill(?:ing)?(?: address)?|invoice|charge)(?: (?:it|this|me|that|the order` +
      String.raw`|address))?(?: (?:to|at|is|should be))?(?=[\s:])`,
  ),
  read: (match, scene) => {
    const from = endOf(match)
    const same = /^[\s:]*(?:is )?(?:the )?same(?: (?:as|address)[ \p{L}]{0,30})?/u.exec(
      scene.lower.slice(from, from + 50),
    )
    if (same !== null) return { ops: [{ op: 'billTo', address: 'same' }], end: from + same[0].length }
    const found = addressAt(scene, from)
    return found === undefined
      ? undefined
      : { ops: [{ op: 'billTo', address: found.address }], end: found.end, sure: found.sure }
  },
}

const COUNT = String.raw`(\d{1,3}|${[...NUMBER_WORDS.keys()].slice(1, 21).join('|')})`
/** "2 to her office", "send one of the mugs to home": part of a line goes somewhere else. */
const splitShip: WordRule = {
  at: 'clause',
  pattern: p(
    `(?:please |and )?(?:ship |send |deliver )?${COUNT}(?: of)?(?: (?:the|those|these` +
      String.raw`|them))?((?: [\p{L}\d-]{1,20}){0,4}?) to(?= )`,
  ),
  read: (match, scene) => {
    const [, count = '', words = ''] = match
    if (scene.lines.length === 0) return undefined
    const line = pointedLine(scene, words.trim())
    const found = addressAt(scene, endOf(match))
    const quantity = NUMBER_WORDS.get(count) ?? Number(count)
    if (line === undefined || found === undefined || quantity < 1 || quantity > (scene.lines[line]?.quantity ?? 0))
      return undefined
    return { ops: [{ op: 'splitShip', line, quantity, address: found.address }], end: found.end, sure: found.sure }
  },
}

/** A line that is an address by itself, with the name above it and the lines below it. */
const bareAddress: WordRule = {
  at: 'clause',
  pattern: /(?=[\d\p{L}])/uy,
  read: (match, scene) => {
    const name = NAME_LINE.exec(scene.text.slice(match.index, match.index + 90))
    const street = match.index + (name?.[0].length ?? 0)
    if (!looksLikeAddress(scene.text, street)) return undefined
    const found = typedAddress(scene.text, street)
    if (found === undefined || typeof found.address === 'string') return undefined
    const text = name === null ? found.address.text : `${name[0].trim()}\n${found.address.text}`
    return { ops: [{ op: 'shipTo', address: { text } }], end: found.end, sure: found.sure }
  },
}

const METHOD_WORDS: Readonly<Record<string, readonly string[]>> = {
  pickup: ['pickup', 'pick up', 'pick it up', 'pick them up', 'collect', 'collect it', 'collection', 'pick-up'],
  express: ['express', 'overnight', 'next day', 'fastest'],
  standard: ['standard', 'normal', 'regular', 'cheapest'],
}

const CHOOSES_A_WAY = new RegExp(
  `ship|send|deliver|with|by|via|us(?:e|ing)|make|method|change|switch|choose|go with|i'?ll|i will` + '|i want|take',
)
const method: WordRule = {
  at: 'clause',
  pattern: p(
    `(?:please |i'?ll |i will |i want to |can i |could i |i'?d like (?:to )?|make (?:it|that) ` +
      `|change (?:it |the shipping |shipping )?to |switch to |(?:ship|send|deliver)(?: (?:it|this|that` +
      `|them|everything))?(?: (?:by|via|with|as|using))? |(?:shipping|delivery)(?: method)?(?: is` +
      String.raw`|:)? |with |by |via |using |use |go with |choose |do |take )*(?=\p{L})`,
  ),
  read: (match, scene) => {
    const { lower } = scene
    const cue = CHOOSES_A_WAY.test(match[0])
    const found = methodAt(scene, endOf(match))
    if (found === undefined) return undefined
    const tail = /^ (?:shipping|delivery|post|mail|method)\b/.exec(lower.slice(found.end))
    const end = found.end + (tail?.[0].length ?? 0)
    const alone = /^\s*(?:please|pls|thanks)?\s*(?:[,.;!?\n]|$|and\b|but\b)/.test(lower.slice(end))
    const weak = ['normal', 'regular', 'standard'].includes(found.word)
    if (tail === null && !(alone && (cue || !weak))) return undefined
    return { ops: [{ op: 'shipMethod', method: found.id }], end }
  },
}

/** A shipping method's name at this place: its id, the shop's words, or everyday ones. */
function methodAt(
  { lower, message }: Scene,
  from: number,
): { readonly id: string; readonly word: string; readonly end: number } | undefined {
  const options = (message.context.methods ?? []).flatMap(({ id, words }) =>
    [id, ...words, ...(METHOD_WORDS[id] ?? [])].map((word) => ({
      id,
      word: word.toLowerCase(),
      end: from + word.length,
    })),
  )
  const here = options.filter(
    ({ word, end }) => word !== '' && lower.startsWith(word, from) && !/[\p{L}\d]/u.test(lower[end] ?? ''),
  )
  return here.sort((a, b) => b.word.length - a.word.length)[0]
}

export const ADDRESS_RULES: readonly WordRule[] = [splitShip, billTo, usual, shipTo, bareAddress, method, bareName]
