/**
 * Rules about people and words for people: the customer, guest and register, phone, payment,
 * comments and internal memos.
 */

import type { PaymentMethod } from '#conversation/understanding/types.ts'
import { PHONE_SHAPE } from '#domain/base/contact.ts'
import { endOf, restOfLine, type WordRule } from './rule.ts'

const p = (source: string): RegExp => new RegExp(source, 'uy')
/** Whole: what stands behind a point of it is no address. */
export const EMAIL = String.raw`(?<![\p{L}\d._%+-])([\p{L}\d._%+-]{1,64}@[\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{1,63}){1,4})`

const customer: WordRule = {
  at: 'clause',
  pattern: p(
    `(?:(?:(?:new |this |the |an? |his |her )?order (?:is )?for|for|customer(?: is)?|on behalf of` +
      `|it'?s for|this is for|account(?: of)?|the customer'?s? (?:email )?is|(?:the )?e-?mail` +
      String.raw`(?: address)?(?: is)?|it'?s|use)\s*:?\s*)?(?:customer )?<?${EMAIL}>?(?:'s account)?\s*:?`,
  ),
  read: (match) => ({ ops: [{ op: 'customer', email: (match[1] ?? '').toLowerCase() }], end: endOf(match) }),
}
const guest: WordRule = {
  at: 'clause',
  pattern: p(
    String.raw`(?:(?:check ?out |order |continue |as )*(?:a |as a )?guest(?: order| checkout| customer)?)(?:\s*` +
      String.raw`(?:for|:|,|with|is|email)?\s*${EMAIL})?\b:?`,
  ),
  read: (match) => ({
    ops: [match[1] === undefined ? { op: 'guest' } : { op: 'guest', email: match[1].toLowerCase() }],
    end: endOf(match),
  }),
}
const register: WordRule = {
  at: 'clause',
  pattern: p(
    `(?:please |i want to |can you |can i |could you |i'd like to )?(?:register|sign (?:me|her|him` +
      `|them) up|(?:create|open|make|set up) (?:me |her |him |them )?(?:an |a |my |new )*account)(?: ` +
      String.raw`(?:me|her|him|them|as|for))*(?:[ :,]+${EMAIL})?(?=\s|[,.;!?:]|$)`,
  ),
  read: (match, scene) => {
    const end = endOf(match)
    const name = fullName(scene.text, end)
    const nextMail = new RegExp(String.raw`^[\s,]*(?:with |at |email )?${EMAIL}`, 'u').exec(
      scene.text.slice(name?.end ?? end, (name?.end ?? end) + 150),
    )
    const email = match[1] ?? nextMail?.[1]
    const finish = (name?.end ?? end) + (nextMail?.[0].length ?? 0)
    return {
      ops: [
        {
          op: 'register',
          ...(name === undefined ? {} : { name: name.name }),
          ...(email === undefined ? {} : { email: email.toLowerCase() }),
        },
      ],
      end: finish,
    }
  },
}

/** Two or three capitalised words; marks of another program among them are no part of the name. */
function fullName(text: string, from: number): { readonly name: string; readonly end: number } | undefined {
  const match =
    /^[\s:,]*((?:<\w{1,8}>)?\p{Lu}[\p{Ll}'-]{1,20}(?:(?:<\/?\w{1,8}>)* (?:<\w{1,8}>)*\p{Lu}[\p{L}'.-]{0,20}){1,2}(?:<\/\w{1,8}>)*)(?![\p{L}\d])/u.exec(
      text.slice(from, from + 80),
    )
  return match === null ? undefined : { name: (match[1] ?? '').replace(/<[^>]*>/g, ''), end: from + match[0].length }
}
const customerName: WordRule = {
  at: 'clause',
  pattern: p(
    `(?:(?:this |the |an? |new )*order (?:is )?for|customer(?: name)?(?: is)?|(?:the |his |her ` +
      String.raw`|my )?name(?: is|'s| will be)?|my name(?:'s| is))\s*:?(?= )`,
  ),
  read: (match, scene) => {
    const found = fullName(scene.text, endOf(match))
    return found === undefined
      ? undefined
      : { ops: [{ op: 'customerName', name: found.name }], end: found.end + (scene.text[found.end] === ':' ? 1 : 0) }
  },
}
const WHOSE = '(?:my|her|his|their|our|the) '
const CHANGE = `(?:please |can you |could you )?(?:change|update|correct|set) ${WHOSE}(?:new )?`
const isChange = (words: string): { readonly keep?: true } =>
  /change|update|correct|\bset\b|\bnew\b|\bnow\b/.test(words) ? { keep: true } : {}

const email: WordRule = {
  at: 'clause',
  pattern: p(
    `(?:${CHANGE}e-?mail(?: address)?(?: to| is|:)?|(?:my|her|his|their|our) (?:new )?(?:e-?)?mail` +
      String.raw`(?: address)?(?: is(?: now)?| (?:has )?changed to|:)?)\s*<?${EMAIL}>?`,
  ),
  read: (match) => ({
    ops: [{ op: 'email', email: (match[1] ?? '').toLowerCase(), ...isChange(match[0]) }],
    end: endOf(match),
  }),
}
const phone: WordRule = {
  at: 'clause',
  pattern: p(
    `(?:(?:${CHANGE}|${WHOSE}(?:new )?)?(?:phone|tel|telephone|mobile|cell|number)(?: number)?(?: is` +
      String.raw`(?: now)?| to| (?:has )?changed to)?\s*:?\s*|(?:please )?(?:call|ring|phone|reach|text` +
      String.raw`|contact) (?:me|her|him|them|us) (?:at|on|under|via) |(?=\+))(${PHONE_SHAPE})`,
  ),
  read: (match) => ({
    ops: [{ op: 'phone', phone: (match[1] ?? '').trim(), ...isChange(match[0]) }],
    end: endOf(match),
  }),
}

const PAYMENTS: readonly (readonly [RegExp, PaymentMethod])[] = [
  [/link/, 'link'],
  [/invoice|account|po\b|purchase order/, 'invoice'],
  [/delivery|cash|cod\b/, 'delivery'],
  [/card|visa|mastercard|amex/, 'card'],
]
const payment: WordRule = {
  at: 'clause',
  pattern: p(
    `(?:please |i'?ll |i will |i want to |can i |we'?ll |let me |and |she'?ll |he'?ll )?(?:pay(?:ing` +
      String.raw`|ment)?(?: (?:it|this|is|method))*(?: (?:by|with|on|via|using|in|to))?\s*:?|charge(?: it)?(?: ` +
      `(?:to|on))?|put it on|send(?: (?:me|her|him|them))?|by|use|with|on) ?(?:the |my |a |an |her ` +
      `|his |their )*((?:saved |stored |credit |debit |usual |same )*(?:card|visa|mastercard|amex)` +
      `|payment link|pay(?:ment)? link|link|invoice|cash on delivery|on delivery|cash|cod` +
      String.raw`|delivery in cash)(?: on file)?\b(?:,? ?(?:with )?(?:po|purchase order|ref(?:erence)?)` +
      String.raw`(?: number| no\.?)?\s*[:#]?\s*([\p{L}\d/-]{2,30}))?`,
  ),
  read: (match, scene) => {
    const [, words = '', reference] = match
    const found = PAYMENTS.find(([pattern]) => pattern.test(words))
    if (found === undefined) return undefined
    const end = endOf(match)
    const at = reference === undefined ? -1 : end - reference.length
    return {
      ops: [
        {
          op: 'payment',
          method: found[1],
          ...(reference === undefined ? {} : { reference: scene.text.slice(at, end) }),
        },
      ],
      end,
    }
  },
}

const PAID =
  '(payment link|pay link|invoice|purchase order|cash on delivery|pay on delivery|cod|card on file|(?:saved ' +
  '|stored |credit |debit )card)'
const barePayment: WordRule = {
  at: 'clause',
  pattern: p(
    `(?:please )?(?:an? |the |my |her |his |by |via |with )?${PAID}(?:(?:,| with)? ?(?:po` +
      String.raw`|purchase order|ref(?:erence)?)(?: number| no\.?)?\s*[:#]?\s*([\p{L}\d/-]{2,30}))?(?=\s*` +
      String.raw`(?:[,.;!?\n]|$|and\b|please\b))`,
  ),
  read: (match, scene) => {
    const found = PAYMENTS.find(([pattern]) => pattern.test(match[1] ?? ''))
    const reference = match[2]
    const end = endOf(match)
    if (found === undefined) return undefined
    return {
      ops: [
        {
          op: 'payment',
          method: found[1],
          ...(reference === undefined ? {} : { reference: scene.text.slice(end - reference.length, end) }),
        },
      ],
      end,
    }
  },
}

const comment: WordRule = {
  at: 'clause',
  pattern: p(
    `(?:please )?(?:(?:add|leave|put|write|include) )?(?:a |an |the )?(?:order )?(?:comment|note` +
      `|gift message|message|delivery instructions?|instructions?)\\b(?: (?:for (?:the )?(?:courier` +
      String.raw`|driver|warehouse|you)|saying|that says|to say))*\s*[:,-]?\s*(?=\S)`,
  ),
  read: (match, scene) => {
    const cued = /[:]\s*$|saying|says|to say|add|leave|put|write|include|instructions?|for (?:the )?/.test(match[0])
    const text = restOfLine(scene.text, endOf(match), 500)
      .trim()
      .replace(/^["']|["']$/g, '')
    return cued && text.length > 1
      ? { ops: [{ op: 'comment', text }], end: endOf(match) + restOfLine(scene.text, endOf(match), 500).length }
      : undefined
  },
}
const memo: WordRule = {
  at: 'clause',
  pattern: p(
    `(?:please )?(?:add (?:a |an )?)?(?:internal (?:note|memo|comment)|memo|note to (?:self|staff` +
      String.raw`|team))\b\s*[:,-]?\s*(?=\S)`,
  ),
  read: (match, scene) => {
    const rest = restOfLine(scene.text, endOf(match), 500)
    return { ops: [{ op: 'memo', text: rest.trim() }], end: endOf(match) + rest.length }
  },
}
const doorstep: WordRule = {
  at: 'clause',
  pattern: p(
    `(?:please )?(?:leave (?:it|them|the (?:package|parcel|order)) (?:at|with|by|in|behind|on|outside)` +
      String.raw`|ring the (?:bell|doorbell)|call before|don'?t ring|gift ?wrap|wrap it)\b`,
  ),
  read: (match, scene) => {
    const sentence = /^[^.!?;\n]{0,200}/.exec(scene.text.slice(match.index))?.[0] ?? match[0]
    return { ops: [{ op: 'comment', text: sentence.trim() }], end: match.index + sentence.length }
  },
}

export const PEOPLE_RULES: readonly WordRule[] = [
  memo,
  comment,
  doorstep,
  guest,
  register,
  email,
  customer,
  customerName,
  phone,
  payment,
  barePayment,
]
