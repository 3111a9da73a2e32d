/**
 * How acts on placed orders are typed, each with a few everyday wordings: `cancel 10001`, `cancel
 * order 10001`, `return 1 blue mug from 10001`. The number is what tells them from commands about
 * the cart; items stay as typed and are looked for in the order (resolve/order-acts.ts).
 */
import { given } from '#domain/base/given.ts'
import type { PaymentWay } from '#domain/model/order.ts'
import { AMENDS } from './amend-words.ts'
import type { OrderAct } from './arguments.ts'
import {
  type ActShape,
  act,
  counted,
  END,
  HOW_MANY,
  item,
  OF,
  ORDER,
  POLITE,
  SOME_ITEM,
  thatOrder,
  type Unnumbered,
} from './order-words.ts'
import { NO_RETURN, RETURNS } from './return-words.ts'
import { shape, type Words } from './shape.ts'

const WHOLLY = String.raw`(?:completely|entirely|altogether|in\s+full|as\s+a\s+whole|all\s+of\s+it|everything)`
const cancels: readonly ActShape[] = [
  act(String.raw`cancel\s+${ORDER}(?:\s+${WHOLLY})?`, () => ({ kind: 'cancel' })),
  act(String.raw`cancel\s+${ORDER}\s*[:,]?\s+${HOW_MANY}${SOME_ITEM}`, (words) => ({
    kind: 'cancel',
    item: item(words),
    ...counted(words),
  })),
  act(String.raw`(?:cancel|take|remove|drop)\s+${HOW_MANY}${SOME_ITEM}${OF}`, (words) => ({
    kind: 'cancel',
    item: item(words),
    ...counted(words),
  })),
]

const edits: readonly ActShape[] = [
  act(String.raw`set\s+${ORDER}\s+${SOME_ITEM}\s+(?:to\s+)?(?<quantity>[-+]?[\d.][\w.,+-]*)`, (words) => ({
    kind: 'set-quantity',
    item: item(words),
    quantity: words['quantity'] ?? '',
  })),
  act(
    String.raw`(?:set|change|make|reduce|lower)\s+${SOME_ITEM}${OF}\s+(?:to|only)\s+(?<quantity>\d{1,20})`,
    (words) => ({
      kind: 'set-quantity',
      item: item(words),
      quantity: words['quantity'] ?? '',
    }),
  ),
]

const grows: readonly ActShape[] = [
  act(
    String.raw`(?:change|set|make|edit)\s+${ORDER}\s+(?:in)?to\s+(?<quantity>\d{1,20})\s+(?:x\s+)?${SOME_ITEM}`,
    (words) => ({
      kind: 'set-quantity',
      item: item(words),
      quantity: words['quantity'] ?? '',
    }),
  ),
  act(String.raw`(?:add|put)\s+${HOW_MANY}${SOME_ITEM}\s+(?:to|on|in|into|onto)\s+${ORDER}`, (words) => ({
    kind: 'add',
    item: item(words),
    ...counted(words),
  })),
  act(String.raw`bill\s+${ORDER}\s+to\s+[^\n]{2,300}?`, () => ({ kind: 'rebill' })),
  act(String.raw`change\s+(?:the\s+)?billing\s+address\s+(?:of|for|on)\s+${ORDER}(?:\s+to\s+[^\n]{2,300}?)?`, () => ({
    kind: 'rebill',
  })),
]

const TRACKING =
  String.raw`(?:\s*,?\s*(?:with\s+)?(?:--)?tracking\s*(?:code|number|no\.?)?\s*:?\s*` +
  String.raw`(?<tracking>[\w.-]{2,60}))?`
const ships: readonly ActShape[] = [
  act(String.raw`(?:ship|mark\s+(?=.*\bas\s+shipped))\s*${ORDER}(?:\s+as\s+shipped)?${TRACKING}`, (words) => ({
    kind: 'ship',
    ...tracked(words),
  })),
  act(
    String.raw`ship\s+${ORDER}\s+(?<item>(?!tracking\b|--tracking)\S+)(?:\s+(?<quantity>\d{1,20}))?${TRACKING}`,
    (words) => ({
      kind: 'ship',
      item: item(words),
      ...counted(words),
      ...tracked(words),
    }),
  ),
]
const SO_MANY = HOW_MANY.replace(/\?$/, '')
const someShip: ActShape = act(String.raw`ship\s+${ORDER}\s*[:,]?\s+${SO_MANY}${SOME_ITEM}${TRACKING}`, (words) => ({
  kind: 'ship',
  item: item(words),
  ...counted(words),
  ...tracked(words),
}))
const LEFT = String.raw`(?:has|have|is|are|was|were)\s+(?:left|gone\s+out|been\s+(?:sent|shipped)|shipped|sent)`
/** Asked whether it did, nothing is done. */
const TOLD = String.raw`(?![^\n]*\?)`
const gone: readonly ActShape[] = [
  act(String.raw`${TOLD}${ORDER}\s+${LEFT}${TRACKING}`, (words) => ({ kind: 'ship', ...tracked(words) })),
  act(String.raw`${TOLD}(?:the\s+)?${SOME_ITEM}${OF}\s+${LEFT}${TRACKING}`, (words) => ({
    kind: 'ship',
    item: item(words),
    ...tracked(words),
  })),
]
function tracked({ tracking }: Words): { readonly tracking?: string } {
  return tracking === undefined ? {} : { tracking }
}

/** "in cash", "by bank transfer", "card, ref 8837" */
const WAYS: readonly (readonly [PaymentWay, RegExp])[] = [
  ['card', /^(?:(?:credit|debit|the|their|her|his)\s+)?card$/i],
  ['link', /^(?:the\s+)?(?:payment\s+)?link$/i],
  ['invoice', /^(?:the\s+)?invoice$/i],
  ['on-delivery', /^(?:delivery|the\s+door)$/i],
  ['cash', /^cash$/i],
  ['transfer', /^(?:(?:bank|wire)\s+)?transfer$|^wire$|^bank$/i],
  ['cheque', /^(?:cheque|check)$/i],
  ['other', /^other$/i],
]
const WAY =
  String.raw`(?:\s*,?\s+(?:(?:in|by|with|via|on|at)\s+)?(?<how>(?:(?:the|credit|debit|their|her|his` +
  String.raw`|payment|bank|wire)\s+)?(?:card|link|invoice|delivery|door|cash|transfer|wire|bank|cheque|check` +
  String.raw`|other)))?`
const REFERENCE = String.raw`(?:\s*,?\s+(?:ref(?:erence)?\.?|no\.?|number)\s*:?\s*(?<reference>[\w./-]{1,40}))?`
const THEY =
  String.raw`(?:${TOLD}(?:she|he|they|(?:the\s+)?(?:customer|client|caller))\s+(?:(?:has|have|just` +
  String.raw`|already|now)\s+)*)?`
const COMES = String.raw`${THEY}(?:(?<part>part(?:ly|ially|ial)?[\s-]+)?paid|(?<portion>part(?:ial)?[\s-]+payment))`
const BACK = String.raw`(?:refunded|(?:gave|given)\s+back)`

/** A part without its amount is asked for it. */
function moved(kind: 'paid' | 'refunded', { part, portion, amount: typed, how, reference }: Words): OrderAct {
  const amount = typed ?? (part === undefined && portion === undefined ? undefined : '')
  const way = how === undefined ? undefined : WAYS.find(([, shape]) => shape.test(how))?.[0]
  return {
    kind,
    ...given({ amount, how: way, reference }),
  }
}

const AMOUNT = String.raw`(?<amount>[-+]*[$€£¥]?[-+]?(?:\d|\.\d)[^\s:]*(?:\s[A-Za-z]{3}(?=\s|:|,|$))?)`
const shippingBack = ({ amount, reason }: Words): OrderAct => ({
  kind: 'refund-shipping',
  ...given({ amount }),
  ...(reason === undefined ? {} : { reason: reason.trim() }),
})
/** What it is to cost from then on: nothing, or so much. */
const shippingNow = ({ amount = '', reason }: Words): OrderAct => ({
  kind: 'refund-shipping',
  ...(/^\D{0,2}0+(?:[.,]0*)?(?:\s*[A-Za-z]{3})?$/.test(amount) ? {} : { left: amount }),
  ...(reason === undefined ? {} : { reason: reason.trim() }),
})
const WHY = String.raw`(?:\s*[:,]\s*(?<reason>\S[^\n]*?))?`
const shippings: readonly ActShape[] = [
  act(String.raw`shipping\s+(?:(?:of|for|on)\s+)?${ORDER}\s+(?:to\s+)?${AMOUNT}${WHY}`, shippingNow),
  act(
    String.raw`(?:set|make|change)\s+(?:the\s+)?shipping\s+(?:of|for|on)\s+${ORDER}\s+(?:to\s+)?${AMOUNT}${WHY}`,
    shippingNow,
  ),
  act(String.raw`waive\s+(?:the\s+)?shipping${OF}${WHY}`, shippingBack),
]
const refunds: readonly ActShape[] = [
  act(
    String.raw`refund\s+${ORDER}\s+(?:the\s+)?shipping(?:\s+${AMOUNT})?(?:\s*[:,]\s*(?<reason>\S[^\n]*?))?`,
    shippingBack,
  ),
  act(
    String.raw`refund\s+(?:the\s+)?shipping(?:\s+${AMOUNT})?${OF}(?:\s*[:,]\s*` + String.raw`(?<reason>\S[^\n]*?))?`,
    shippingBack,
  ),
  act(
    String.raw`refund\s+${ORDER}\s+(?:with\s+)?${AMOUNT}(?:\s*[:,]\s*(?<reason>\S[^\n]*?))?`,
    ({ amount = '', reason }) => ({
      kind: 'refund',
      amount,
      ...(reason === undefined ? {} : { reason: reason.trim() }),
    }),
  ),
  act(String.raw`refund\s+${AMOUNT}${OF}(?:\s*[:,]\s*(?<reason>\S[^\n]*?))?`, ({ amount = '', reason }) => ({
    kind: 'refund',
    amount,
    ...(reason === undefined ? {} : { reason: reason.trim() }),
  })),
]

const MOVED = [
  ['paid', COMES],
  ['refunded', BACK],
] as const
/** Money as people say that it moved. A part needs its amount. */
const money: readonly ActShape[] = [
  act(String.raw`mark\s+${ORDER}\s+(?:as\s+)?paid${WAY}${REFERENCE}`, (words) => moved('paid', words)),
  ...MOVED.flatMap(([kind, said]) => [
    act(String.raw`${said}\s+${ORDER}(?:\s*[:,]?\s+${AMOUNT})?${WAY}${REFERENCE}`, (words) => moved(kind, words)),
    act(String.raw`${said}\s+${AMOUNT}${OF}${WAY}${REFERENCE}`, (words) => moved(kind, words)),
    act(String.raw`${said}\s+${AMOUNT}${WAY}${REFERENCE}${OF}`, (words) => moved(kind, words)),
    act(String.raw`${ORDER}\s+(?:is|was|has\s+been)\s+${said}${WAY}${REFERENCE}`, (words) => moved(kind, words)),
  ]),
  act(String.raw`(?:not|never)\s+(?:paid|refunded)\s+${ORDER}`, () => ({ kind: 'not-paid' })),
]
export const UNNUMBERED_ACTS: readonly Unnumbered[] = [
  ...MOVED.flatMap(([kind, said]) => [
    thatOrder(String.raw`${said}(?:\s+${AMOUNT}${WAY}${REFERENCE})?`, (words) => moved(kind, words)),
    thatOrder(
      String.raw`${said}\s+(?:(?:in|by)\s+)?(?<how>cash|(?:bank\s+|wire\s+)?transfer|cheque)${REFERENCE}`,
      (words) => moved(kind, words),
    ),
  ]),
  thatOrder(String.raw`(?:not|never)\s+(?:paid|refunded)`, () => ({ kind: 'not-paid' })),
  ...NO_RETURN,
]

/** The words of a comment are kept as they are. */
const notes: readonly ActShape[] = (['comment', 'memo'] as const).map((kind) =>
  shape(
    new RegExp(
      String.raw`^${kind}(?:\s+on|\s+for)?\s+(?:order\s+)?#?(?<order>\d{4,9})\s*:?\s+` + String.raw`(?<text>[\s\S]+)$`,
      'i',
    ),
    ({ order, text = '' }) => ({ order: Number(order), act: { kind, text: text.trim() } }),
  ),
)

export const ACTS: readonly ActShape[] = [
  ...cancels,
  ...shippings,
  ...edits,
  ...grows,
  ...AMENDS,
  ...ships,
  someShip,
  ...gone,
  ...RETURNS,
  ...refunds,
  ...money,
  ...notes,
]

const UNNUMBERED = new RegExp(
  String.raw`^${POLITE}(?<verb>cancel|remove|drop|return|send\s+back|exchange|ship|refund)\s+(?<what>(?:` +
    String.raw`(?!\d{4,9})[^\n])+?)${END}`,
  'i',
)
const WHOLE = /^(?:it|this|that|(?:(?:my|the|this|that|our|whole|entire)\s+)*order)$/i
const VERBS: Readonly<Record<string, string>> = { remove: 'cancel', drop: 'cancel', send: 'return' }

const MONEY_BACK = new RegExp(
  String.raw`^${POLITE}(?:(?:she|he|they|(?:the\s+)?customer)\s+)?(?:gets?|have|wants?|claims?|asks?\s+for` +
    String.raw`|would\s+like|give\s+(?:me|her|him|them))\s+(?:my|her|his|their|the|a)\s+(?:money(?:\s+back)?` +
    String.raw`|refund)\s+(?:back\s+)?(?:for|on|of)\s+(?<what>[^\n\d]+?)${END}`,
  'i',
)
const UNWANTED = new RegExp(
  String.raw`^(?:(?:stop|wait|no|sorry|oh|actually|please)[\s,.!]+)*i\s+(?:don['’]?t|do\s+not` +
    String.raw`|no\s+longer)\s+(?:want|need)\s+(?<what>[^\n\d]+?)(?:\s+any\s?more` +
    String.raw`|\s+after\s+all)?${END}`,
  'i',
)
const SENT_BACK = new RegExp(
  String.raw`^${POLITE}(?:(?:she|he|they|i|we|(?:the\s+)?customer)\s+(?:wants?|would\s+like|needs?)\s+to\s+)?` +
    String.raw`(?:send|give|bring|take)s?\s+(?<what>(?!it\b|back\b)[^\n\d,;]+?)\s+back${END}`,
  'i',
)
/** "I don't want the tote any more", "can I get my money back for the tote". */
function otherwise(text: string): Readonly<Record<string, string | undefined>> {
  const back = MONEY_BACK.exec(text)?.groups
  if (back !== undefined) return { ...back, verb: 'return' }
  const sent = SENT_BACK.exec(text)?.groups
  if (sent !== undefined) return { ...sent, verb: 'return' }
  const unwanted = UNWANTED.exec(text)?.groups
  return unwanted === undefined ? {} : { ...unwanted, verb: 'cancel' }
}

/**
 * In the thread of a placed order, with no cart open, its number may be left out: "cancel the
 * tote". Undefined: that is not what was said.
 */
export function aboutPlaced(text: string, order: number): string | undefined {
  const { verb = '', what = '' } = UNNUMBERED.exec(text.trim())?.groups ?? otherwise(text.trim())
  if (verb === '') return undefined
  const [first = ''] = verb.toLowerCase().split(/\s/)
  return `${VERBS[first] ?? first} ${order} ${WHOLE.test(what) ? '' : what}`.trim()
}
