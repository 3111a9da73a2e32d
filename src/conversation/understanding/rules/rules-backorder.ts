/**
 * Rules for what to do with goods that are short: wait, ship what there is, drop the rest, a
 * separate order; and "what if" about them.
 */

import type { SpokenPolicy } from '#conversation/understanding/types.ts'
import { endOf, type WordRule } from './rule.ts'

const POLICIES: readonly (readonly [SpokenPolicy, string])[] = [
  [
    'separate_order',
    "(?:(?:put|make|move|place|order|ship|send) )?(?:the |it |them |that |those |what'?s )?(?:rest |missing " +
      '(?:ones?|items?|part|units?)? ?|backordered (?:ones?|items?|part|units?)? ?|others? ' +
      ')?(?:(?:to|in|into|on|as|with) )?(?:a |an |its |their )?(?:separate|second|own|new|different) ' +
      'order|separate order|order (?:the )?(?:rest|missing) separately|separately',
  ],
  [
    'ship_available_drop_rest',
    `(?:ship|send|take|give me|deliver|i'?ll take|only take|just take|just ship|just send|only ship` +
      `|only send)(?: me)?(?: only| just)? (?:what(?:'s| is| you have| you'?ve got)?(?: available` +
      String.raw`| there| in stock| now)*|the available (?:ones?|items?|part|units?)|the (?:\d{1,3}` +
      `|ones?)(?: (?:you have|in stock|available|now))?)(?:,? (?:and|but|then))? ?(?:,? ?(?:drop` +
      `|cancel|forget|skip|leave out|lose|remove|without|not|don'?t send)(?: the)? (?:rest` +
      `|others?|missing(?: ones?| items?)?|remainder|backorders?|backordered(?: ones?` +
      `| items?)?))|(?:drop|cancel|forget|skip|leave out|leave off|remove|lose)(?: about)?` +
      `(?: the)? (?:rest|missing(?: ones?| items?)?|remainder|backorders?` +
      `|backordered(?: ones?| items?)?|out of stock(?: ones?| items?)?` +
      `|what'?s (?:missing|out of stock))|(?:just|only)(?: take| ship` +
      String.raw`| send)? (?:what'?s (?:available|in stock|there)|the \d{1,3}(?: in stock` +
      String.raw`| available| you have)?)|(?:i(?:'ll)? )?(?:only|just) take the \d{1,3}`,
  ],
  [
    'ship_available_backorder_rest',
    `(?:ship|send|deliver)(?: me)?(?: out)? (?:what(?:'s| is| you have| you'?ve got` +
      `| you can)?(?: available| there| in stock| now| first)*|the available (?:ones?|items?|part)` +
      String.raw`|the (?:\d{1,3}) now|(?:it|them) (?:as|when) (?:it|they) (?:comes?|arrives?` +
      `|becomes? available))(?:,? (?:and|but|then) (?:backorder|the rest|send|ship|the others?` +
      String.raw`|i'?ll wait)[\p{L} ']{0,40})?|(?:ship|send|deliver)(?: it| them)? (?:in )?(?:two|2` +
      `|separate|multiple|several) (?:parts|shipments|deliveries|packages|parcels)|(?:two|2` +
      `|separate|multiple|several) (?:shipments|deliveries|parcels|packages|parts)(?: (?:is` +
      `|are|works?|sounds?)(?: (?:fine|ok|okay|good))?)?|ship now(?:,? (?:and )?` +
      `(?:the )?rest later)?|backorder (?:the )?(?:rest|missing|others?|remainder|it` +
      `|them)|partial(?:ly)?(?: shipment| delivery)?|(?:the )?rest (?:later|when (?:it` +
      String.raw`|they) (?:comes?|arrives?|are|is)[\p{L} ]{0,20})|split (?:the )?(?:shipment` +
      `|delivery|it)|ship in parts`,
  ],
  [
    'ship_complete',
    `(?:i'?ll |i can |we'?ll |we can |please |can you |just )?(?:wait|hold (?:it` +
      `|off)?)(?: for (?:everything|all(?: of (?:it|them))?|the (?:rest|full order|whole order` +
      String.raw`|missing \p{L}+)|them|it)| (?:until|till) (?:everything|all|it|they|the rest)[\p{L}' ]{0,40})` +
      `|(?:ship|send|deliver)(?: it| them| everything| all| the order)* (?:all )?(?:together` +
      `|complete(?:ly)?|at once|in one (?:go|shipment|package|parcel|delivery)|as one` +
      String.raw`|when (?:everything|all|it'?s all|complete)[\p{L}' ]{0,30})|all together` +
      `|(?:everything )?(?:in one (?:go|shipment|delivery)|at once)|ship complete`,
  ],
]

const rule = ([policy, source]: readonly [SpokenPolicy, string]): WordRule => ({
  at: 'clause',
  pattern: new RegExp(
    `(?:please |then |ok(?:ay)? |yes |let'?s |i want (?:you )?to |i'?d like (?:you )?to |you can ` +
      String.raw`|just )*(?:${source})(?![\p{L}\d])`,
    'uy',
  ),
  read: (match) => ({ ops: [{ op: 'backorder', policy }], end: endOf(match) }),
})

const TAKES_SOME = new RegExp(
  String.raw`\b(?:take|took|keep|get|buy) (?:only |just )?(?:the |those )?(?:\d{1,3}|one|two|three|four|five` +
    '|available|what)',
)
const whatIf: WordRule = {
  at: 'clause',
  pattern: new RegExp(
    '(?:and )?(?:what (?:if|happens if|would (?:it|happen)(?: cost)? if)' +
      '|how (?:much|would it be|about) if|suppose) (?:i |we |you |it |they )*(?:only ' +
      String.raw`|just )?(?:would )?([\p{L}\d' ]{3,80})\??`,
    'uy',
  ),
  read: (match) => {
    const words = match[1] ?? ''
    const found = POLICIES.find(([, source]) => new RegExp(String.raw`(?:^|\b)(?:${source})`, 'u').test(words))
    const takes = TAKES_SOME.test(words)
    const policy =
      found?.[0] ?? (takes ? 'ship_available_drop_rest' : /\bwait/.test(words) ? 'ship_complete' : undefined)
    return policy === undefined ? undefined : { ops: [{ op: 'whatIf', policy }], end: endOf(match) }
  },
}

export const BACKORDER_RULES: readonly WordRule[] = [whatIf, ...POLICIES.map(rule)]

/** A loose answer to the question about short goods: "i'll wait", "no, without them". */
export function looseChoice(said: string): SpokenPolicy | undefined {
  const found = LOOSE.find(([pattern]) => pattern.test(said))
  return found?.[1]
}
const LOOSE: readonly (readonly [RegExp, SpokenPolicy])[] = [
  [/\b(?:separate|own|second|another|new) order\b/, 'separate_order'],
  [
    /\b(?:drop|without|skip|cancel|leave (?:it|them) out|forget|only what|just what|remove)\b/,
    'ship_available_drop_rest',
  ],
  [/\b(?:now|available|parts?|split|later|two (?:shipments|packages)|first)\b/, 'ship_available_backorder_rest'],
  [/\b(?:wait|together|complete|at once|everything|all of it|one (?:shipment|package|delivery))\b/, 'ship_complete'],
]
