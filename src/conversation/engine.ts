/**
 * The engine: the only funnel, for every channel. `claim` makes an inbound durable before the platform is acknowledged; `handle` runs its turn.
 * A business "no" is an answer; a fault is caught here, once: nothing was changed, and the reference finds it in the log (`parley trace REF`).
 */
import type { ActionCodec } from './action-codec.ts'
import { lexiconCache } from './catalog-lexicon.ts'
import type { EngineStore } from './engine-ports.ts'
import type { Inbound, ThreadKey } from './inbound.ts'
import { receive } from './receive.ts'
import { errorView } from './screens/notices.ts'
import { runTurn } from './turn/turn.ts'
import type { Reply } from './view.ts'

/** The approvals desk of the terminal: everybody who may approve follows it. */
export const TERMINAL_APPROVALS: ThreadKey = 'terminal:approvals'

export type EngineDeps = {
  readonly store: EngineStore
  readonly codec: ActionCodec
  readonly newId: () => string
  /** Where what waits for approval is posted; the terminal's unless a channel has its own. */
  readonly approvalsDesk?: ThreadKey
  /** Told once per fault, with the reference people see; never with what was typed. */
  readonly onFault: (fault: { readonly reference: string; readonly inboundId: string; readonly error: unknown }) => void
}

export type Engine = {
  /** Cleans, redacts and stores the inbound exactly once. `fresh: false` = delivered before; handling it again answers the stored reply. */
  readonly claim: (raw: unknown) => Promise<{ readonly inbound: Inbound; readonly fresh: boolean }>
  readonly handle: (inbound: Inbound) => Promise<Reply>
}

export function createEngine(deps: EngineDeps): Engine {
  const lexiconOf = lexiconCache()
  return {
    async claim(raw) {
      const inbound = receive(raw)
      const { fresh } = await deps.store.claim(inbound)
      return { inbound, fresh }
    },
    async handle(inbound) {
      try {
        return await deps.store.turn(inbound, async (turn) => {
          const shop = await deps.store.shop()
          const { approvalsDesk = TERMINAL_APPROVALS } = deps
          return runTurn(inbound, turn, { shop, lexicon: lexiconOf(shop), codec: deps.codec, newId: deps.newId, approvalsDesk })
        })
      } catch (error) {
        return answerFault(inbound, error, deps)
      }
    },
  }
}

/** The fault's own words are stored as this inbound's answer where the database still takes them, so that a retry does not repeat a poisoned turn. */
async function answerFault(inbound: Inbound, error: unknown, deps: EngineDeps): Promise<Reply> {
  const reference = deps.newId().slice(-8)
  deps.onFault({ reference, inboundId: inbound.id, error })
  const outgoing = [{ to: inbound.thread, placement: { place: 'note', to: inbound.user, view: errorView(reference) } }] as const
  return deps.store.fail(inbound, { reference, outgoing })
}
