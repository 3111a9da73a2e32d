/**
 * One message, several intents: the text is cut where a clause starts with a command or an editing
 * verb. Rules claim their words first; what lies between is read as an edit or as items, in order,
 * each seeing the lines the earlier ones left.
 */

import type { Claim, WordRule } from '#conversation/understanding/rules/rule.ts'
import { ADDRESS_RULES } from '#conversation/understanding/rules/rules-address.ts'
import { BACKORDER_RULES } from '#conversation/understanding/rules/rules-backorder.ts'
import { FLOW_RULES } from '#conversation/understanding/rules/rules-flow.ts'
import { PEOPLE_RULES } from '#conversation/understanding/rules/rules-people.ts'
import { PRICE_RULES } from '#conversation/understanding/rules/rules-price.ts'
import { QUESTION_RULES } from '#conversation/understanding/rules/rules-questions.ts'
import { after, type Scene } from '#conversation/understanding/scene.ts'
import { setting } from '#conversation/understanding/settings.ts'
import { adding } from './adds.ts'
import { type Edit, removal, replacement } from './edits.ts'

const COMMANDS: readonly WordRule[] = [
  ...FLOW_RULES,
  ...PRICE_RULES,
  ...PEOPLE_RULES,
  ...BACKORDER_RULES,
  ...ADDRESS_RULES,
]
const RULES: readonly WordRule[] = [...COMMANDS, ...QUESTION_RULES]

/** Nothing starts with these; what follows them may. */
const JOINING = /^(?:and|but|then|also|plus|so|oh|hi|hello|hey|well|hmm|um|uh)\b/u
/** Clauses tried in one message; what follows is still read as items. */
const MAX_STARTS = 80
const STARTS = new RegExp(
  String.raw`(?:[,.;:!?\n()]|(?<![\p{L}\d'])(?:and|but|then|also|plus|please|pls|so|oh|ok|okay|yes|yeah|yep|sure` +
    '|no|nope|now|actually|instead|hi|hello|hey|thanks|well|wait|sorry|oops|hmm|um|uh|alright|right|great' +
    String.raw`|perfect|cool|never mind|nevermind|just|it|with|to)(?![\p{L}\d']))[^\S\n]*`,
  'gu',
)

const REMOVE = new RegExp(
  `(?:(?:please|actually|and|but|then|also|can you|could you|i want to|i'd like to|let's|ok|okay|now` +
    '|just|oh|no,|hmm) ){0,5}(?:remove|delete|drop|take out|take off|take away' +
    String.raw`|take(?= [^,.;]{1,40} (?:out|off|away)\b)|get rid of|lose|scrap|ditch|cancel|forget(?: about)?` +
    `|(?:i(?:'ve)? )?changed my mind (?:about|on)|leave out|leave off|kick out|throw out|skip|without` +
    String.raw`|no(?= \p{L})|nix|(?:i )?(?:don'?t|do not|no longer) (?:want|need)|not|never ?mind|deduct` +
    '|hold)(?: the| my| any| that| those| these)? ',
  'uy',
)
const REPLACE = new RegExp(
  `(?:(?:please|actually|and|but|then|also|can you|could you|can we|i want to|i'd like to|let's|ok|okay` +
    '|now|just) ){0,5}(?:replace|swap(?: out)?|exchange|trade|substitute|switch|change) (?:the |my |that ' +
    '|those )?(.{1,80}?) (?:with|for|by|against) (?:the |my )?',
  'suy',
)
const SET = new RegExp(
  `(?:(?:please|actually|and|but|then|also|can you|could you|can i|could i|i want to|i'd like to` +
    `|i need to|let's|ok|okay|now|just|oh|no|instead) ){0,5}(?:(?:make|change|set|update|switch|turn` +
    String.raw`|adjust|modify|edit|put|bump|raise|increase|reduce|lower|decrease|up|bring)(?! me\b| up\b)` +
    `|(?:i (?:want|need|meant|wanted|would like)|i'd like|can i (?:have|get)|could i (?:have|get)` +
    String.raw`|let me (?:have|get)|give me|get|have)(?= (?:(?:it|that|this|them|those)\b(?! (?:is|as|to go)\b)` +
    String.raw`|(?:\d{1,3}|one|two|three|four|half|all) of (?:the|those|these|them|my)\b))` +
    '|(?=(?:it|that|this|they|those) (?:should|needs? to|has to|have to|must) be)) ?(?:the |my )?',
  'uy',
)
/** "the green one instead in white", "the blue one in red instead". */
const RENAMED = new RegExp(
  String.raw`^(?:and |also )?(?:the |my )([\p{L}\d -]{1,40}? one)(?=[^.;]{0,60}\binstead\b) (?:(?:instead|in` +
    '|should be|to be|as) ){1,2}(.{1,40}?)(?: instead)?(?: please)?$',
  'su',
)
const INSTEAD = /^(.{1,80}?) instead of (?:the |my )?(.{1,80})$/su

export type Segmented = {
  readonly scene: Scene
  readonly sure: boolean
  readonly unexplained: readonly string[]
  readonly claimed: boolean
}

export function readSegments(scene: Scene): Segmented {
  const state: State = { scene, sure: true, unexplained: [], claimed: false, from: 0 }
  const starts = clauseStarts(scene.lower)
  let next = 0
  for (let guard = 0; guard < 900; guard++) {
    while (next < starts.length && (starts[next] ?? 0) < state.from) next += 1
    const here = starts[next]
    if (here === undefined) break
    next += 1
    const claim = claimAt(state.scene, here)
    if (claim !== undefined && claim.end > here) {
      flush(state, here)
      state.scene = after(state.scene, claim.ops)
      state.sure &&= claim.sure ?? true
      state.claimed = true
      state.from = claim.end
      if (claim.end < scene.lower.length) insertStart(starts, next, claim.end)
    } else if (cutsHere(state, here)) {
      flush(state, here)
    }
  }
  flush(state, scene.lower.length)
  return state
}

type State = { scene: Scene; sure: boolean; unexplained: readonly string[]; claimed: boolean; from: number }

function clauseStarts(lower: string): number[] {
  const starts = new Set([lower.length - lower.trimStart().length])
  for (const match of lower.matchAll(STARTS)) {
    if (/^\p{L}/u.test(match[0]) && !JOINING.test(match[0])) starts.add(match.index)
    starts.add(match.index + match[0].length)
    if (starts.size > MAX_STARTS) break
  }
  return [...starts].filter((start) => start < lower.length).sort((a, b) => a - b)
}

function insertStart(starts: number[], at: number, from: number): void {
  const spaced = from
  if (starts[at] !== spaced) starts.splice(at, 0, spaced)
}

function claimAt(scene: Scene, from: number): Claim | undefined {
  const start = from + (/^\s*/.exec(scene.lower.slice(from, from + 20))?.[0].length ?? 0)
  const polite = POLITE.exec(scene.lower.slice(start, start + 60))?.[0].length ?? 0
  return tryRules(scene, start, RULES) ?? (polite > 0 ? tryRules(scene, start + polite, COMMANDS) : undefined)
}

function tryRules(scene: Scene, start: number, rules: readonly WordRule[]): Claim | undefined {
  for (const rule of rules) {
    rule.pattern.lastIndex = start
    const match = rule.pattern.exec(scene.lower)
    const claim = match === null ? undefined : rule.read(match, scene)
    if (claim !== undefined) return claim
  }
  return undefined
}

const POLITE = new RegExp(
  `^(?:please |can (?:you|u|we|i) |could (?:you|u|we|i) |would you |i want to |i'd like to ` +
    `|i would like to |i need to |i wanna |let's |let us |let me |you can |we can |go ahead and |just ` +
    '|actually |also |kindly )+',
)

const verbAt = (pattern: RegExp, text: string, at: number): boolean => {
  pattern.lastIndex = at
  return pattern.test(text)
}

/** An editing verb opens a new stretch, and a sentence after an edit is a new stretch too. */
function cutsHere(state: State, here: number): boolean {
  if (here <= state.from || state.scene.lower.slice(state.from, here).trim() === '') return false
  const lower = state.scene.lower
  const editable =
    state.scene.message.lines.length > 0 ||
    (state.scene.lines.length > 0 &&
      state.scene.message.lines.length === 0 &&
      state.scene.ops.some((op) => op.op === 'repeatLast'))
  if (excludes(lower.slice(state.from, here), lower.slice(here))) return false
  if (editable && [REMOVE, REPLACE, SET].some((verb) => verbAt(verb, lower, here))) return true
  const opened = lower.slice(state.from).trimStart()
  const wasEdit = editable && [REMOVE, REPLACE, SET].some((verb) => verbAt(verb, opened, 0))
  return (
    wasEdit &&
    (/[.!;\n]\s*$/.test(lower.slice(state.from, here)) ||
      /^(?:and |also |then |plus )*(?:add|order|i(?:'ll| will| also|'d)|give me|another|\d+ more|one more)\b/.test(
        lower.slice(here),
      ))
  )
}

/** "any colour but not red": what is ruled out belongs to what is asked for, it removes nothing from the cart. */
const excludes = (before: string, here: string): boolean =>
  /^(?:(?:but|just|only) )*(?:not|no)\b/.test(here) && /\b(?:any|whatever|whichever)\b[^.;!?\n]*$/.test(before)

function flush(state: State, to: number): void {
  const words = state.scene.lower.slice(state.from, to).replace(/^[\s,.;:!?]+|[\s,;:]+$/g, '')
  state.from = to
  if (!/[\p{L}\d]/u.test(words)) return
  const { ops, sure, unexplained } = readStretch(state.scene, words)
  state.scene = after(state.scene, ops)
  state.sure &&= sure || ops.length === 0
  state.unexplained = [...state.unexplained, ...unexplained]
}

function readStretch(scene: Scene, words: string): Edit {
  return (scene.lines.length > 0 ? editOf(scene, words) : undefined) ?? adding(scene, words)
}

const SOME_OF_THEM = new RegExp(
  String.raw`^(?=(?:\d{1,3}|one|two|three|four|half) of (?:the|them|those|these|my) [\p{L} -]{0,40}\b(?:in|to be` +
    String.raw`|as|should be)\b)`,
  'u',
)
function editOf(scene: Scene, words: string): Edit | undefined {
  const instead = INSTEAD.exec(words.replace(/[.!?]+$/, ''))
  if (instead !== null && scene.message.lines.length > 0) {
    const edit = replacement(scene, instead[2] ?? '', instead[1] ?? '')
    if (edit !== undefined) return edit
  }
  const renamed = RENAMED.exec(words.replace(/[.!?]+$/, ''))
  if (renamed !== null && scene.message.lines.length > 0) {
    const edit = replacement(scene, renamed[1] ?? '', renamed[2] ?? '')
    if (edit !== undefined) return edit
  }
  REPLACE.lastIndex = 0
  const replace = REPLACE.exec(words)
  if (replace !== null) {
    const edit = replacement(scene, replace[1] ?? '', words.slice(replace[0].length))
    if (edit !== undefined) return edit
  }
  REMOVE.lastIndex = 0
  const remove = REMOVE.exec(words)
  if (remove !== null) {
    const edit = removal(scene, words.slice(remove[0].length))
    if (edit !== undefined) return edit
  }
  SET.lastIndex = 0
  const set = SET.exec(words) ?? SOME_OF_THEM.exec(words)
  if (set === null) return undefined
  const body = words.slice(set[0].length).replace(/^(?:should|needs? to|has to|have to|must) be /, '')
  const verb = /\b(?:reduce|lower|decrease)\b/u.test(set[0]) ? 'less' : 'set'
  return setting(scene, body.replace(/[.!?]+$/, '').replace(/ (?:please|instead|thanks|pls)$/, ''), verb)
}
