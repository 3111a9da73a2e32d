/**
 * Rules about the order as a whole: undo, clear, repeat, place, cancel, hold, a person, help, showing the cart.
 */

import type { Scene } from '#conversation/understanding/scene.ts'
import type { Op } from '#conversation/understanding/types.ts'
import { endOf, says, type WordRule } from './rule.ts'

const END = String.raw`(?=\s*(?:[,.;:!?\n]|$|\b(?:and|but|then|please|pls|thanks|with|now|today)\b))`
const p = (source: string): RegExp => new RegExp(source, 'uy')
const THING = '(?:the |my |this |that |our )?(?:whole |entire )?(?:order|cart|basket|draft|list)'

const when = (rule: WordRule, test: (scene: Scene) => boolean): WordRule => ({
  ...rule,
  read: (match, scene) => (test(scene) ? rule.read(match, scene) : undefined),
})

const repeat: WordRule = {
  at: 'clause',
  pattern: p(
    String.raw`(?:(?:please )?(?:re-?order|repeat)(?: (?:the |my )?(?:last|previous)? ?order)?(?: (?:no\.? ?` +
      String.raw`|number )?#?(\d{2,12}))?|(?:i'?ll have |i want |give me |i'?d like )?(?:the )?same (?:again` +
      `|(?:thing |order |stuff )?(?:as|like) (?:last time|before|usual|always|my last order` +
      String.raw`|the last (?:time|order))|as order #?(\d{2,12}))|(?:i'?ll have |i want |give me )?(?:my ` +
      `|the )usual(?: order| please)?(?! address| place)|what i (?:had|got|ordered) last time` +
      String.raw`|(?:order )?#?(\d{2,12}) again)\b`,
  ),
  read: (match, { message }) => {
    const order = match[1] ?? match[2] ?? match[3]
    if (order !== undefined && order === message.context.lastOrder?.id)
      return { ops: [{ op: 'repeatLast' }], end: endOf(match) }
    return { ops: [order === undefined ? { op: 'repeatLast' } : { op: 'repeatLast', order }], end: endOf(match) }
  },
}

const undoTo: WordRule = {
  at: 'clause',
  pattern: p(
    `(?:undo|revert|roll back|(?:please )?go back|back)(?: everything| all` +
      `| it)?(?: to)?(?: how it was)? (?:before|until before|to before) (?:i |we |you )?(?:added ` +
      String.raw`|applied |changed |took )?(?:the |my |that )?([\p{L}\d' -]{2,40})`,
  ),
  read: (match) => {
    const what = (match[1] ?? '').replace(/\b(?:please|pls|thanks|thank you|now)\b/gu, '').trim()
    return what === '' ? undefined : { ops: [{ op: 'undoTo', what }], end: endOf(match) }
  },
}

const quote: WordRule = {
  at: 'clause',
  pattern: p(
    `(?:(?:make|give|send|write)(?: me| her| him| them)? a quote|quote(?: (?:this|it))?(?= for| please` +
      String.raw`|\s*$)|hold (?:this|it|the order|my order)|save (?:this|it) as a quote)(?: for)?(?: (\d{1,3}) days?)?`,
  ),
  read: (match) => ({
    ops: [match[1] === undefined ? { op: 'quote' } : { op: 'quote', days: Number(match[1]) }],
    end: endOf(match),
  }),
}

/** Of the person who writes; a cart, an order or an address of theirs is deleted by other words. */
const forgetMe = says(
  p(
    `(?:(?:please|can you|could you|i want you to|i want to|i'd like (?:you )?to) )*(?:delete|erase` +
      `|remove|wipe|forget) (?:all (?:of )?)?(?:my|her|his|their|this customer's|the customer's) (?:` +
      `(?:personal|private|customer) )?(?:data|information|details|account|profile)(?: (?:please|now` +
      String.raw`|from (?:your|the) (?:system|shop|records)))*(?=\s*[.!?]*$)|(?:delete|erase) everything ` +
      String.raw`(?:you (?:know|have|store) )(?:about|on) me\b|right to be forgotten\b`,
  ),
  { op: 'forgetMe' },
)
const CLEAR: Op = { op: 'clear' }
const hasLines = (scene: Scene): boolean => scene.lines.length > 0

export const FLOW_RULES: readonly WordRule[] = [
  undoTo,
  forgetMe,
  says(
    p(
      `(?:undo|revert|(?:take|put|change|turn) (?:that|it) back|never ?mind(?= (?:that|it|this))|go back(?: one| ` +
        `a)?(?: step)?|roll(?: it| that)? back)(?: (?:that|it|this|the last (?:one|change|step|thing)|my last ` +
        `(?:change|message)|last change))?${END}`,
    ),
    { op: 'undo' },
  ),
  says(p(`(?:redo|do (?:that|it) again)(?: (?:that|it|this))?${END}`), { op: 'redo' }),
  says(p(`(?:clear|empty|wipe|reset) (?:${THING}|everything|all|it all|it)${END}`), CLEAR),
  says(
    p(`(?:let'?s |i want to |can we )?start (?:all )?(?:over|again|afresh|fresh|from scratch|anew)(?: again)?${END}`),
    CLEAR,
  ),
  says(
    p(
      `(?:forget|remove|delete|cancel|drop|scrap|take out|get rid of|throw out) (?:everything|all of ` +
        `(?:it|them|that)|it all|them all|all items|all|the lot|the whole (?:thing|lot))${END}`,
    ),
    CLEAR,
  ),
  says(p(String.raw`(?:cancel|abandon|scrap|forget|discard|delete) ${THING}(?! (?:#|number|\d))${END}`), {
    op: 'cancelDraft',
  }),
  repeat,
  quote,
  when(
    says(
      p(
        `(?:(?:go ahead and |please |now )?(?:place|submit|complete|finish|finalise|finalize|send ` +
          `off|confirm)(?: (?:the|my|this|that|our))?(?: (?:order|it|that|purchase))(?! (?:for|of))|check ` +
          `?out(?: now)?|buy (?:it |them )?now|buy (?:it|them)|order (?:it|them|that)(?: now)?|place|submit|go ` +
          `ahead(?: and order)?|i'?ll take (?:it|them)|ring (?:me|it) up|i'?m ready to (?:pay|order|check ` +
          `?out)|ready to (?:pay|check ?out))${END}`,
      ),
      { op: 'submit' },
    ),
    hasLines,
  ),
  says(
    p(
      `(?:can i |could i |i want to |i'd like to |i need to |let me |get me |i want |please )?(?:talk` +
        `|speak|chat)(?:ing)? (?:to|with) (?:a |an |the |some)?(?:real |human |live )?(?:person|human` +
        String.raw`|someone|somebody|rep|agent|representative|one|colleague|manager|staff|support)\b` +
        String.raw`|(?:a )?(?:real|human) (?:person|being|agent)\b|(?:get|give) me (?:a |an )?(?:human` +
        String.raw`|person|agent|rep)\b|human(?: please)?${END}|hand (?:(?:me|this|it) )?over(?: to (?:a ` +
        String.raw`|the |an )?(?:person|human|rep|agent|colleague|someone))?\b`,
    ),
    { op: 'person' },
  ),
  says(p(String.raw`help(?: me)?(?: please)?(?=\s*[.!?]|$)|what can (?:you do|i (?:say|type|do))(?: here)?\??`), {
    op: 'help',
  }),
  says(
    p(
      `(?:(?:can you |could you |please |let me )?(?:show|see|view|read back` +
        `|display)(?: me)? ${THING}|what(?:'s| is) in ${THING}|what do i have(?: so far)?` +
        String.raw`|what have i (?:got|ordered)(?: so far)?|${THING} so far|show(?=\s*[.!?]*$))\b\??`,
    ),
    { op: 'show' },
  ),
]
