import type { Inbound } from '#conversation/edge/inbound.ts'
import type { FactNeeds } from '#conversation/engine-facts.ts'
import type { PlacePlan, PlaceResult } from '#conversation/engine-placing.ts'
import type { Turn } from '#conversation/engine-ports.ts'
import type { Instant, Sku } from '#domain/base/flavour.ts'
import { actorKey } from '#domain/model/actor.ts'
import { Prisma } from '#generated/prisma/client.ts'
import type { Sql } from '#store/connection.ts'
import { storable } from '#store/json.ts'
import { lockOrder, writeOrders } from '#store/order/order-turn.ts'
import { placeOrders } from '#store/order/place.ts'
import { changeStock } from '#store/order/receive.ts'
import { paymentRecords } from '#store/order/records.ts'
import { lockStock } from '#store/order/stock.ts'
import { lockWaiting, tellPassed } from '#store/order/waiting.ts'
import { identify } from '#store/people/identity.ts'
import { opensOrder } from '#store/people/order-guess.ts'
import { changeStaff } from '#store/people/staff.ts'
import { readOne } from '#store/read.ts'
import { changeGoods } from '#store/shop/goods.ts'
import type { HeldLocks, LockName } from '#store/turn/queue/hot-locks.ts'
import { lockApproval, lockOpenDraft, nextApproval, refusedAsks } from './approval-turn.ts'
import { readFacts } from './facts.ts'
import { asking } from './hand-over.ts'
import type { LockedDraft, Opened } from './open-turn.ts'
import { refRow, switchDraft } from './switch-draft.ts'
import type { CrashPoint } from './transaction.ts'

type TurnParts = {
  readonly tx: Sql
  readonly inbound: Inbound
  readonly now: Instant
  readonly opened: Extract<Opened, { kind: 'open' }>
  readonly crash: (point: CrashPoint) => void
  readonly locks: HeldLocks
}

/**
 * `held` answers the draft locked at the end: the one the turn began with, or the one it switched
 * to; `other` that of a request it decides.
 */
export function makeTurn({ tx, inbound, now, opened, crash, locks }: TurnParts): MadeTurn {
  const { kind: _, shopVersion: _v, place: rootAt, draft, ...known } = opened
  let held = draft
  let other: LockedDraft | undefined
  const turn: Turn = {
    ...known,
    draft: draft?.draft,
    rootAt,
    now,
    nextRef: () => nextRef(tx),
    async facts(needs: FactNeeds) {
      const found = await readFacts(tx, needs, { actor: opened.actor, draftId: needs.draftId ?? held?.draft.id, now })
      crash('after-facts')
      return found
    },
    ...placed(tx, { locks, coupons: () => held?.draft.content.coupons.map(({ code }) => code) ?? [] }),
    place: (plan: PlacePlan): Promise<PlaceResult> => placeOrders(tx, plan, { inbound, now, crash }),
    async switchDraft(ref) {
      const next = await switchDraft(tx, { ref, held, thread: storable(inbound.thread), owner: actorKey(opened.actor) })
      // Of a number that is none of theirs nothing is taken up: what was open here still is.
      if (ref === undefined || next !== undefined) held = next
      return next?.draft
    },
    nextApproval: () => nextApproval(tx),
    async approval(id) {
      const found = await lockApproval(tx, id, opened.actor)
      crash('after-facts')
      other = found?.held
      return found?.target
    },
    refusedAsks: (id) => refusedAsks(tx, id),
    async openDraft(ref) {
      const found = await lockOpenDraft(tx, ref, opened.actor)
      other = found?.held
      return found?.target
    },
    changeStaff: (change) => changeStaff(tx, change, { actor: actorKey(opened.actor), source: inbound.id, now }),
    asking: (thread) => asking(tx, thread),
    opensOrder: (number, email) => opensOrder(tx, { number, email, user: inbound.user, now }),
    identify: (act) => identify(tx, act, { user: inbound.user, now }),
  }
  return { turn, held: () => held, other: () => other }
}

/** What a turn asks of placed orders and of stock; rows that others may keep are named before they are locked. */
type Locking = { readonly locks: HeldLocks; readonly coupons: () => readonly string[] }
const placed = (
  tx: Sql,
  { locks, coupons }: Locking,
): Pick<
  Turn,
  'lockStock' | 'order' | 'changeOrders' | 'records' | 'waiting' | 'tellPassed' | 'changeStock' | 'changeGoods'
> => ({
  lockStock(skus) {
    locks.take(skus.map(stockLock))
    return lockStock(tx, skus, coupons())
  },
  order(number) {
    locks.take([`order ${number}`])
    return lockOrder(tx, number)
  },
  changeOrders: (changes) => writeOrders(tx, changes),
  records: (numbers) => paymentRecords(tx, numbers),
  waiting(query) {
    if ('skus' in query.of) locks.take(query.of.skus.map(stockLock))
    return lockWaiting(tx, query)
  },
  tellPassed: (orders, today) => tellPassed(tx, orders, today),
  changeStock: (change) => changeStock(tx, change),
  changeGoods: (change) => changeGoods(tx, change),
})
const stockLock = (sku: Sku): LockName => `stock ${sku}`

type MadeTurn = {
  readonly turn: Turn
  readonly held: () => LockedDraft | undefined
  readonly other: () => LockedDraft | undefined
}

async function nextRef(tx: Sql): Promise<number> {
  const row = await readOne(tx, refRow, Prisma.sql`select nextval('draft_ref_seq')::int as ref`)
  if (row === undefined) throw new Error('no number for a new draft')
  return row.ref
}
