/** What there is to do, for staff: each list by itself, or all of them. Next: turn/reading/reading.ts. */
import { WORKLISTS, type Worklist } from '#domain/model/placed/worklist.ts'
import { among, control, maybe, one } from './control.ts'
import { row } from './row.ts'
import { WORKLIST_WORDS } from './words/work-words.ts'

/** Absent: all of them, with their counts. */
type Asked = { readonly list?: Worklist | 'today' }

export const WORK = {
  worklist: row<Asked>()({
    as: 'look',
    help: { lists: ['work', 'to ship', 'waiting for stock', 'returns', 'asked of me', 'today'] },
    right: 'ship-orders',
    said: {
      ...{ work: {}, worklists: {}, 'to do': {} },
      ...{ 'to ship': { list: 'to-ship' }, 'orders to ship': { list: 'to-ship' } },
      ...{ 'waiting for stock': { list: 'waiting' }, 'waiting orders': { list: 'waiting' } },
      ...{ returns: { list: 'returns' }, 'returns announced': { list: 'returns' } },
      ...{ 'asked of me': { list: 'asked' }, 'asked of you': { list: 'asked' } },
      ...{ today: { list: 'today' }, "today's orders": { list: 'today' }, 'orders today': { list: 'today' } },
    },
    typed: WORKLIST_WORDS,
    control: control('wl', 'any', one('list', maybe(among(...WORKLISTS, 'today')))),
  }),
} as const
