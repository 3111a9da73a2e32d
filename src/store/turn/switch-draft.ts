/**
 * A thread takes up another draft, or none: what was open is parked. Rule: both are locked before
 * either changes. Next: turn-store.ts, the turn it happens in.
 */

import { z } from 'zod'
import type { ThreadKey } from '#domain/base/flavour.ts'
import { Prisma } from '#generated/prisma/client.ts'
import { LEFT_BEHIND, OPEN_STATUSES, type Sql } from '#store/connection.ts'
import { readOne } from '#store/read.ts'
import { lockedRow } from './draft-columns.ts'
import type { LockedDraft } from './open-turn.ts'

export const refRow = z.strictObject({ ref: z.int() })

type Switch = {
  readonly ref: number | undefined
  readonly held: LockedDraft | undefined
  readonly thread: ThreadKey
  readonly owner: string
}

/**
 * Parks what was open here, then links the other draft, taking it from the thread it was open in.
 * Not the actor's, or closed: nothing is linked.
 */
export async function switchDraft(tx: Sql, { ref, held, thread, owner }: Switch): Promise<LockedDraft | undefined> {
  if (ref !== undefined && ref === held?.draft.ref) return held
  const left = owner.startsWith('staff:') ? Prisma.sql` or ${LEFT_BEHIND}` : Prisma.empty
  const mine = Prisma.sql`d.status in ${OPEN_STATUSES} and (d.owner_key = ${owner}${left})`
  if (ref !== undefined) {
    const other = await readOne(
      tx,
      refRow,
      Prisma.sql`select ref from draft d where d.ref = ${ref}::int and ${mine} for update of d`,
    )
    if (other === undefined) return undefined
  }
  if (held !== undefined)
    await tx.$executeRaw(Prisma.sql`update draft set thread_key = null where id = ${held.draft.id}::uuid`)
  if (ref === undefined) return undefined
  const found = await readOne(
    tx,
    lockedRow,
    Prisma.sql`
    update draft d set thread_key = ${thread}, last_thread = ${thread} where d.ref = ${ref}::int and ${mine}
      returning d.ref, d.revision, d.state`,
  )
  return found === undefined ? undefined : { revision: found.revision, draft: { ...found.state, ref: found.ref } }
}
