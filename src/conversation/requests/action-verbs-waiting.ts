/** Controls about orders that wait for goods: the order's number is in the argument, so that they mean the same whatever draft is open meanwhile. */
import { join, oneOf, split, type Verb, whole } from './action-arguments.ts'

type Kind = 'waiting' | 'swap'
const ACTS = ['release', 'wait', 'expedite'] as const

export const WAITING_VERBS = {
  waiting: {
    verb: 'wt',
    fresh: 'any',
    write: (r) => (r.order === undefined ? undefined : join(r.act, String(r.order))),
    read: (a) => {
      const [said = '', number = ''] = split(a)
      const act = oneOf(said, ACTS)
      const order = whole(number)
      return act === undefined || order === undefined ? undefined : { kind: 'waiting', act, order }
    },
  },
  swap: {
    verb: 'sp',
    fresh: 'any',
    write: (r) => (r.order === undefined ? undefined : join(String(r.order), r.from, ...(r.to === undefined ? [] : [r.to]))),
    read: (a) => {
      const [number = '', from = '', to] = split(a)
      const order = whole(number)
      return order === undefined || from === '' ? undefined : { kind: 'swap', order, from, ...(to === undefined ? {} : { to }) }
    },
  },
} satisfies { readonly [K in Kind]: Verb<K> }
