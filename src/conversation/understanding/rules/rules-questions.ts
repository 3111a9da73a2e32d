/**
 * Questions: about an order, a price, availability, the catalog, shipping. A question never changes
 * the draft. The pattern finds the kind, the item reader finds which product and options it is
 * about.
 */

import { focusLine, type Scene } from '#conversation/understanding/scene.ts'
import type { AskAbout, Op } from '#conversation/understanding/types.ts'
import { given } from '#domain/base/given.ts'
import { endOf, restOfSentence, type WordRule } from './rule.ts'

const p = (source: string): RegExp => new RegExp(source, 'uy')
const ASKING =
  '(?:(?:can|could|would) (?:you|u) (?:please )?(?:tell|show|let|give) (?:me|us)(?: know)? |(?:may|can|could) i ' +
  "ask |before i order |i(?:'d like| would like|'m curious| am curious| want| need| was wondering| wonder)(?: " +
  'to know)? |do you know |tell me |(?:please |so |and |hmm |also |ok |quick question |just ){1,3})?(?:if )?'

/** The whole sentence, with its question mark. */
const toEnd = (scene: Scene, from: number): number => {
  const end = from + restOfSentence(scene.text, from, 1000).length
  return scene.text[end] === '?' ? end + 1 : end
}

const asks = (source: string, about: AskAbout, needs: 'nothing' | 'product' | 'question' = 'nothing'): WordRule => ({
  at: 'clause',
  pattern: p(ASKING + source),
  read: (match, scene) => {
    const sentence = scene.text.slice(match.index, match.index + restOfSentence(scene.text, match.index, 1000).length)
    if (needs === 'question' && scene.text[match.index + sentence.length] !== '?') return undefined
    const op = askOp(scene, sentence, about)
    return needs === 'product' && op.product === undefined ? undefined : { ops: [op], end: toEnd(scene, match.index) }
  },
})

export function askOp(scene: Scene, sentence: string, about: AskAbout): Extract<Op, { op: 'ask' }> {
  const { items, orphans } = scene.read(sentence)
  const found = items[0]?.found
  const named = found?.kind === 'product' || found?.kind === 'no-variant' ? found.product : undefined
  const line = /\b(?:it|that|this|them|they|those|these)\b/i.test(sentence) ? focusLine(scene) : undefined
  const pointed = line === undefined ? undefined : scene.lines[line]
  const product = named?.id ?? (found === undefined ? pointed?.product : undefined)
  const values =
    items[0]?.chosen.options ??
    optionsOf(
      scene,
      orphans.flatMap((orphan) => orphan.mods),
    )
  return {
    op: 'ask',
    about,
    ...given({ product }),
    ...(Object.keys(values).length === 0
      ? product === pointed?.product && line !== undefined
        ? { of: line }
        : {}
      : { options: values }),
  }
}

function optionsOf(
  scene: Scene,
  mods: readonly { readonly refs: readonly { readonly option: string; readonly value: { readonly id: string } }[] }[],
): Readonly<Record<string, string>> {
  const product =
    scene.lexicon.products[scene.lexicon.indexOf.get(scene.lines[focusLine(scene) ?? -1]?.product ?? '') ?? -1]
  return Object.fromEntries(
    mods
      .flatMap(
        ({ refs }) => (refs.find((ref) => product?.options.includes(ref.option)) ?? refs.slice(0, 1)[0] ?? []) as never,
      )
      .map((ref: { option: string; value: { id: string } }) => [ref.option, ref.value.id]),
  )
}

const ORDER =
  `(?:my |the |our |her |his |this )?(?:last |latest |recent )?(?:order|package|parcel` +
  String.raw`|delivery|stuff|shipment|items?)(?: (?:no\.? ?|number )?#?\d{2,12}\b)?`
const status: WordRule = {
  at: 'clause',
  pattern: p(
    `${ASKING}(?:where(?:'s| is| are|s)? ${ORDER}|(?:what(?:'s| is) the |order )?status(?: (?:of|for` +
      `|on))?|track(?:ing)?(?: (?:for|number))?(?: ${ORDER})?|(?:has|did|have|is) ${ORDER}(?: (?:been` +
      `|already|yet|not))*(?: (?:shipped?|sent|left|arrived?|delivered|on its way|coming))` +
      `|when (?:will|does|is|do) ${ORDER} (?:arrive|come|get here|be (?:delivered|here|shipped)` +
      `|ship|coming|arriving)|any (?:news|update)s? (?:on|about|for)|(?:is|was|did` +
      String.raw`|has) (?:order )?(?=#?\d{3,12}\b)|what happened (?:to|with)|check (?:on )?${ORDER})(?: ` +
      String.raw`(?:of|for|on|with))?(?: ${ORDER})?(?:(?: (?:no\.?|number))? ?#?(\d{2,12})(?![\p{L}\d]))?`,
  ),
  read: (match, scene) => {
    const order =
      match[1] ??
      /(?:order|#|number)\D{0,4}(\d{2,12})\b/.exec(match[0])?.[1] ??
      /(?<![\p{L}\d-])#?(\d{3,12})(?![\p{L}\d-])/u.exec(restOfSentence(scene.text, endOf(match), 60))?.[1]
    return { ops: [order === undefined ? { op: 'status' } : { op: 'status', order }], end: toEnd(scene, match.index) }
  },
}

const about = (scene: Scene, from: number): string | undefined => {
  const words = restOfSentence(scene.text, from, 200).trim()
  return words === '' ? undefined : words
}
const whyNot: WordRule = {
  at: 'clause',
  pattern: p(
    `${ASKING}(?:why (?:(?:is|are|was|were|am|do|does|did|has|have|can|could)(?: (?:there|it|they|i|we` +
      String.raw`|the|my|this|that|he|she))* (?:no|not)\b|(?:isn'?t|aren'?t|wasn'?t|weren'?t|don'?t|doesn'?t` +
      `|didn'?t|hasn'?t|haven'?t|can'?t|couldn'?t|won'?t)(?: there| it| they| i| we)?|not?|no)` +
      String.raw`|how come (?:there'?s |there is )?(?:no|not|i (?:don'?t|didn'?t)))(?= |\?|$)`,
  ),
  read: (match, scene) => {
    const topic = about(scene, endOf(match))
    return {
      ops: [topic === undefined ? { op: 'whyNot' } : { op: 'whyNot', about: topic }],
      end: toEnd(scene, match.index),
    }
  },
}
const why: WordRule = {
  at: 'clause',
  pattern: p(
    `${ASKING}(?:why(?: so| (?:is|are|was|were|does|do|did|has)(?: (?:it|this|that|the|my))*)?` +
      String.raw`|how come(?: (?:it'?s|it is|the))?|how (?:do|did) you get(?: to)?|explain|where does)(?= |\?|$)`,
  ),
  read: (match, scene) => {
    const topic = about(scene, endOf(match))
    return { ops: [topic === undefined ? { op: 'why' } : { op: 'why', about: topic }], end: toEnd(scene, match.index) }
  },
}

const HAVE =
  "(?:do|did|will|would) (?:you|u|ya|they|y'all|you guys|we)(?: guys| all| still| also| happen to| by any " +
  'chance| currently| ever)*'
export const QUESTION_RULES: readonly WordRule[] = [
  status,
  whyNot,
  why,
  asks(
    String.raw`(?:when (?:is|are|will|do|does|would|can)(?: [\p{L}\d'-]{1,20}){1,5}? (?:be )?(?:back|again` +
      String.raw`|available|in stock|restocked|in)\b|when (?:do|will) (?:you|u) (?:get|have)\b|(?:how long` +
      String.raw`|how soon) (?:until|till|before)\b(?=[^?.]{0,60}(?:back|stock|available|in))` +
      `|when is (?:the )?(?:next )?restock)`,
    'restock',
  ),
  asks(
    `(?:how much (?:is|are|for|does|do|would|will)|what(?:'s| is| are|s)|is|are) (?:the )?(?:shipping` +
      String.raw`|delivery|postage)\b|(?:do you (?:have|offer|do) )?free (?:shipping|delivery)(?=\?)|how (?:long` +
      String.raw`|fast|quick(?:ly)?) (?:does|is|will|would|do)\b[^?.]{0,40}(?:ship|deliver|take|arrive)` +
      String.raw`|do you (?:ship|deliver) (?:to|in|on)\b|when (?:will|would|does|can) (?:it|they|this|that` +
      `|everything) (?:arrive|come|get here|ship|be (?:here|delivered))`,
    'shipping',
  ),
  asks(
    `(?:what(?:'s| is|s) (?:the|my) (?:total|subtotal|damage|bill)|how much (?:is (?:it|that|this` +
      String.raw`|everything)(?: all)?(?: together| altogether| in total| total| all)?(?=\s*(?:[?.!]|$))` +
      `|do i owe|in total|altogether|will (?:it|that|this) be)|what do i owe)`,
    'total',
  ),
  asks(
    String.raw`(?:how much (?:is|are|does|do|for|would|will)\b|what (?:does|do|would)\b[^?.]{0,60}\bcost\b` +
      String.raw`|(?:what(?:'s| is|s) the )?price (?:of|for)\b|what (?:is|are) the price|cost of\b)`,
    'price',
  ),
  asks(String.raw`(?:how many)\b(?![^?.]{0,60}\b(?:do i|have i|did i|in my)\b)`, 'availability', 'question'),
  asks(
    `(?:what|which) (?:colou?rs?|sizes?|options?|variants?|lengths?|models?|flavou?rs?|kinds?|types?` +
      String.raw`|sorts?|styles?)\b`,
    'availability',
    'product',
  ),
  asks(
    String.raw`(?:do|does) (?:the|your|those|these|this|that|it|they)\b[^?.]{0,60}\b(?:come|comes|have|exist|fit` +
      String.raw`|ship)\b|(?:${HAVE} (?:have|got|sell|carry|stock|offer|serve|do|make)|(?:have|has) (?:you|u` +
      `|they) got|got any|have (?:you|u) any|(?:is|are|was|were) (?:there|the|your|those|these|it` +
      String.raw`|that|this|they)\b[^?.]{0,60}\b(?:available|in stock|left|sold out|out of stock)|(?:is` +
      String.raw`|are) there (?:any|a|an)?|any [\p{L}\d' -]{2,40} (?:left|available|in stock` +
      String.raw`|in [\p{L}]{1,15})(?=\s*\?|$)|(?:can|could) (?:i|you|we|u) (?:also )?(?:still )?get ` +
      String.raw`(?:the|that|those|it|this|them)\b[^?.]{0,40}\bin\b(?=[^?]{0,40}\?)|(?:is|are) (?:it` +
      String.raw`|that|this|they|the [\p{L}\d -]{2,30}) (?:available )?in [\p{L}\d -]{1,20}(?=\s*\?))`,
    'availability',
  ),
  asks(
    `(?:(?:can|could|may|might) (?:i|we|you|u) |let me |i(?:'d| would) like to |i want to |please ` +
      `|then |take |have |get |show |see |give |view |another |me |a |look |at |quick |look)*(?:the ` +
      String.raw`|that |your |this )?(?:full )?(?:menu|catalog(?:ue)?|product list|price list|selection)\b(?! ` +
      `(?:item|price))`,
    'catalog',
  ),
  asks(
    String.raw`(?:[\p{L}',]{1,15} ){0,6}?(?:what|which)\b[^?.]{0,60}\b(?:you|you guys|y'all|they) (?:all ` +
      String.raw`|guys )?(?:have|sell|carry|offer|make|serve|stock|got)\b|(?:[\p{L}',]{1,15} ){0,6}?(?:wondering` +
      `|curious|interested|wanted to know|want to know|tell me|let me know|like to know` +
      String.raw`|heard)\b[^?.]{0,60}\byou (?:guys |all )?(?:have|sell|carry|offer|make|serve|stock|got)\b`,
    'catalog',
  ),
  asks(
    String.raw`(?:what|which)(?:'s| is| are| do|s)?\b[^?.]{0,60}\b(?:do you (?:have|sell|carry|offer|make|serve` +
      `|stock)|you (?:have|sell|carry|offer|make|serve|got)|on the menu|menu|catalog(?:ue)?|available` +
      String.raw`|for sale|options)\b|(?:show|see|view|get|have)(?: me)? (?:the |that |your |a )?(?:menu` +
      String.raw`|catalog(?:ue)?|products?|range|selection)\b|menu(?=\s*[?.!]|$)`,
    'catalog',
  ),
  asks(
    String.raw`(?:what(?:'s| is|s) (?:your|the) (?:return|refund) policy|can i (?:return|send back|exchange)\b` +
      `|how do(?:es)? (?:i|the)? ?returns? work|do you (?:accept|take) returns)`,
    'returns',
  ),
  asks(
    String.raw`(?:how (?:can|do) i pay|(?:which|what) (?:payment|cards?)\b|do you (?:take|accept)\b|can i pay\b)`,
    'payment',
    'question',
  ),
  asks(
    `(?:do you have|are there|any|is there)(?: any| a| some)* (?:discounts?|deals?|sales?|promos?` +
      String.raw`|promotions?|coupons?|offers?)\b|what(?:'s| is) on sale`,
    'discounts',
  ),
  asks(
    String.raw`(?!what'?s (?:up|going|new)\b)what(?:'s| is|s| are)? (?:is |are )?(?:in |inside |inside of ` +
      `|the difference between |the ingredients (?:of|in|for) )?(?:the |a |an |your |that |this |those )`,
    'product',
    'product',
  ),
  asks(String.raw`what (?:a|an|the) [\p{L} -]{2,30} is\b`, 'product', 'product'),
  asks(
    String.raw`(?!what'?s (?:up|going|new)\b)(?:what(?:'s| is|s| are)|is|are|does|do|did|which|how(?! (?:are` +
      `|r) (?:you|u)| is it going| about)|can (?:i|you|we) (?!please|(?:also |just |still )?(?:get` +
      `|have|order|add|make|do|take|buy|give|put|try|change|switch|send|ship|use|apply|remove|swap` +
      String.raw`|replace|grab|bring|include))|when|who|where|what)\b(?! (?:about|do you think you could)\b)`,
    'other',
    'question',
  ),
]
