/**
 * The act of a message as a whole: order, edit, confirm, question or off topic, from its
 * operations, whether a draft exists, what the bot said last, and whether the words have to do with
 * a shop at all. Where two acts meet, the later one in the text counts.
 */

import { matchesAt } from '#conversation/understanding/clauses/matches.ts'
import { readTokens } from '#conversation/understanding/readings.ts'
import type { Scene } from '#conversation/understanding/scene.ts'
import type { Act, Op } from '#conversation/understanding/types.ts'
import { tokenize } from '#conversation/understanding/words/text.ts'

const CHECKING = new RegExp(
  String.raw`\b(?:correct|right|confirm|accurate|verify|check|double-?check|review|look(?:s|ing)? (?:ok|okay|good` +
    '|fine|alright|all right|right|over)|look|ok(?:ay)?|good|fine|all set|ready|perfect|happy with' +
    '|is (?:this|that) (?:it|all|what|everything|your)|that be all|anything else|everything' +
    String.raw`|what you (?:want|ordered)|so you'?d like)\b`,
  'u',
)
const AGREES = new RegExp(
  String.raw`^[\s,.!]*(?:(?:um+|uh+|oh|well|wow|ok(?:ay)?|hi|so|and|sure|great|yes|yeah|yea|yep|yup|ya|correct` +
    '|right|perfect|absolutely|indeed|exactly|definitely|certainly|good|nice|fine|of course|affirmative' +
    String.raw`|confirmed?)(?![\p{L}'])[\s,.!]*)+`,
  'u',
)
const CHANGES = new RegExp(
  String.raw`\b(?:no|nope|not|isn'?t|wasn'?t|doesn'?t|didn'?t|don'?t|but|actually|instead|change|changed|switch` +
    '|swap|wrong|incorrect|remove|replace|rather|forgot|missing|supposed to|should be|wait|meant|except' +
    String.raw`|add|can (?:i|you|we)|could (?:i|you|we)|make (?:it|that|this)|need|wanted|also|more)\b`,
  'u',
)
const REQUEST = new RegExp(
  String.raw`\b(?:(?:can|could|may|might) (?:i|we) (?:please |just |also |possibly |maybe )*(?:get|have|order` +
    '|grab|try|buy|request|do)|(?:can|could|would|will) (?:you|u) (?:please |just |possibly ' +
    `|maybe )*(?:make|get|give|fix|bring|do|prepare|add|grab|order)|i(?:'d| would|'ll| will| want| need` +
    `| wanna| am|'m)?(?: just| really| kind of| gonna| going to| also)* (?:like|want|need|have|take|get` +
    String.raw`|love|order|try|do|go (?:with|for))|give me|get me|let me (?:get|have)|order|please)\b`,
  'u',
)
const SHOP_QUESTION = new RegExp(
  String.raw`\b(?:menu|ingredients?|(?:do|does|did|will|would|can) (?:you|u|ya|y'all|we|they)(?: guys| all| still` +
    '| also| happen to| currently)* (?:have|sell|serve|carry|offer|make|stock|got|do|use|provide|take' +
    '|accept|ship|deliver)|(?:are|is) (?:offered|available|sold|served|in stock|for sale)' +
    '|you(?: guys| all)? (?:have|sell|serve|carry|offer|make|stock|got)|prices?|costs?|how much|how many' +
    '|in stock|recommend|specials?|sizes?|colou?rs?|flavou?rs?|discounts?|refunds?|returns?|shipping' +
    String.raw`|delivery|hours|open|closed?|order)\b`,
  'u',
)
const ASKS = new RegExp(
  String.raw`\?|^[\s,.!]*(?:(?:hi|hello|hey|ok|so|and|well|um)[\s,.!]+)*(?:what|which|who|whom|whose|when|where` +
    '|why|how|is|are|was|were|do|does|did|have|has|had|can|could|would|should|will|tell me|i want to know' +
    String.raw`|i'd like to know|i wonder|i was wondering|let me (?:see|know))\b`,
  'u',
)

export function actOf(scene: Scene, ops: readonly Op[]): Act {
  const said = scene.lower.trim()
  return scene.message.hasDraft === true || scene.message.lines.length > 0
    ? actWithDraft(scene, ops, said)
    : actWithout(scene, ops, said)
}

const lastIndexOf = (ops: readonly Op[], kinds: readonly Op['op'][]): number =>
  ops.findLastIndex((op) => kinds.includes(op.op))
const ASKING: readonly Op['op'][] = ['ask', 'status', 'why', 'whyNot', 'whatIf']
const ORDERING: readonly Op['op'][] = [
  'add',
  'notFound',
  'noVariant',
  'clarify',
  'repeatLast',
  'setOption',
  'replace',
  'changeQty',
  'setQty',
]

const AS_WANTED = new RegExp(
  String.raw`\b(?:correct|right|good|great|perfect|fine|that'?s it|looks|yes|it is|just what|what i wanted` +
    String.raw`|what i (?:want|ordered|asked))\b`,
  'u',
)
const NO_CHANGES = new RegExp(
  String.raw`\b(?:no|not any|don'?t need any) (?:changes?|problems?|more|mistakes?)\b` +
    String.raw`|\b(?:can'?t complain|i can\b|you can (?:send|go|proceed|place|submit|make))`,
  'u',
)
function actWithDraft(scene: Scene, ops: readonly Op[], said: string): Act {
  const checked = scene.message.prev !== undefined && CHECKING.test(scene.message.prev.toLowerCase())
  const agrees = AGREES.test(said)
  const rest = said.replace(AGREES, '')
  if (ops.some((op) => op.op === 'confirm' || op.op === 'submit')) return 'confirm'
  if (lastIndexOf(ops, ASKING) >= 0 && lastIndexOf(ops, ASKING) > lastIndexOf(ops, ['add', 'setOption']))
    return 'question'
  const changes =
    CHANGES.test(rest.replace(/\b(?:what|all) i (?:wanted|need|needed|want)\b|\bno issues?\b/gu, ' ')) &&
    !NO_CHANGES.test(rest)
  if (agrees && !changes && (checked || !ops.some((op) => op.op === 'add' || op.op === 'setOption'))) return 'confirm'
  if (checked && !changes) return ops.length === 0 || AS_WANTED.test(said) ? 'confirm' : actOfEdit(ops)
  return actOfEdit(ops)
}

const actOfEdit = (ops: readonly Op[]): Act =>
  ops.length > 0 && ops.every((op) => op.op === 'smalltalk') ? 'off_topic' : 'edit'

function actWithout(scene: Scene, ops: readonly Op[], said: string): Act {
  const asked = lastIndexOf(ops, ASKING)
  const ordered = lastIndexOf(ops, ORDERING)
  const added = ops.some((op) => op.op === 'add' || op.op === 'repeatLast')
  if (asked >= 0 && asked > ordered)
    return ops[asked]?.op !== 'ask' || aboutShop(scene, said) ? 'question' : 'off_topic'
  if (added) return 'order'
  if (/\b(?:what|how) about\b/u.test(said) && ordered >= 0) return 'question'
  if (REQUEST.test(said) && (ordered >= 0 || namesGoods(scene))) return 'order'
  if (ASKS.test(said)) return aboutShop(scene, said) ? 'question' : 'off_topic'
  if (ops.some((op) => op.op === 'confirm')) return 'confirm'
  return ordered >= 0 && namesGoods(scene) ? 'order' : 'off_topic'
}

const aboutShop = (scene: Scene, said: string): boolean => SHOP_QUESTION.test(said) || namesGoods(scene)

/** Anything of the catalog is mentioned. */
function namesGoods({ lexicon, lower }: Scene): boolean {
  const tokens = tokenize(lower.slice(0, 600))
  const readings = readTokens(lexicon, tokens)
  return tokens.some(
    (token, at) =>
      (token.key.length > 2 && matchesAt(lexicon, tokens, readings, at).some((match) => match.cost < 1)) ||
      readings[at]?.some((reading) => reading.cost === 0 && lexicon.heads.has(reading.stems)),
  )
}
