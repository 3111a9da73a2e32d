/**
 * The engine: the only funnel, for every channel. `claim` makes an inbound durable before the
 * platform is acknowledged; `handle` runs its turn. A business "no" is an answer; a fault is caught
 * here, once: nothing was changed, and the reference finds it in the log (`parley trace REF`).
 */
import type { ActionCodec } from '#conversation/edge/action-codec.ts'
import { type Floods, NO_LIMITS } from '#conversation/edge/floods.ts'
import type { Inbound, SuggestQuery, ThreadKey, UserKey } from '#conversation/edge/inbound.ts'
import { receive } from '#conversation/edge/receive.ts'
import { mayBePiece, type SaidBefore, withoutPiece } from '#conversation/edge/redact-halves.ts'
import { soughtBy, suggest } from '#conversation/edge/suggest.ts'
import type { LinkTo, Outgoing, Reply, SelectOption, View } from '#conversation/edge/view.ts'
import { lexiconCache } from '#conversation/understanding/words/catalog-lexicon.ts'
import { type EngineStore, PASSED_OVER, type RefusedKind } from './engine-ports.ts'
import { errorView, givenUpView, keptView, slowDownView } from './screens/notices.ts'
import type { Outside } from './turn/session.ts'
import { runTurn, type TurnDeps } from './turn/turn.ts'

/** The approvals desk of the terminal: everybody who may approve follows it. */
export const TERMINAL_APPROVALS: ThreadKey = 'terminal:approvals'

/** Where reps serve a customer when no channel of theirs has a place for it. */
export const terminalDesk = (ref: number): ThreadKey => `terminal:hand-over-${ref}`

export type EngineDeps = {
  readonly store: EngineStore
  readonly codec: ActionCodec
  readonly newId: () => string
  /** Six digits nobody can guess, for one-time codes. */
  readonly newCode: () => string
  /** Where what waits for approval is posted; the terminal's unless a channel has its own. */
  readonly approvalsDesk?: ThreadKey
  /** Channels that serve nobody but staff, by name. */
  readonly staffOnly?: readonly string[]
  readonly linkTo?: LinkTo
  /** Where a customer who asks for a person is passed on to; the terminal's unless a channel has its own. */
  readonly handOverDesk?: (ref: number) => ThreadKey
  /** A provider that makes payment links, and mail, where they are connected. */
  readonly outside?: Outside
  /** How much one person may say; without it as much as they like. */
  readonly floods?: Floods
  /** Where a person alone reads, by their user key; nowhere in the terminal. */
  readonly directTo?: (user: UserKey) => ThreadKey | undefined
  /** Told once per fault, with the reference people see; never with what was typed. */
  readonly onFault: (fault: { readonly reference: string; readonly inboundId: string; readonly error: unknown }) => void
  /** Told of what a turn refused once it is committed, and of what was too much. */
  readonly onRefused?: (inbound: Inbound, kinds: readonly RefusedKind[]) => void
}

export type Engine = {
  /**
   * Cleans, redacts and stores the inbound exactly once. `fresh: false` = delivered before;
   * handling it again answers the stored reply.
   */
  readonly claim: (raw: unknown) => Promise<{ readonly inbound: Inbound; readonly fresh: boolean }>
  readonly handle: (inbound: Inbound) => Promise<Reply>
  /** Tells whoever said it that it could not be done; nothing was changed. */
  readonly giveUp: (inbound: Inbound) => Promise<Reply>
  /** What a search field offers while somebody types; nothing is stored. */
  readonly suggest: (query: SuggestQuery) => Promise<readonly SelectOption[]>
}

export function createEngine(deps: EngineDeps): Engine {
  const forTurn = turnDepsOf(deps)
  return {
    async claim(raw) {
      const received = receive(raw)
      const seen = mayBePiece(received) ? (before: SaidBefore) => withoutPiece(received, before) : undefined
      return deps.store.claim(received, seen)
    },
    async handle(inbound) {
      const heard = (deps.floods ?? NO_LIMITS).hear(inbound)
      if (heard !== 'take') return passOver(inbound, heard, deps)
      try {
        const offered = inbound.kind === 'search' ? await offer(inbound, deps) : []
        let refused: readonly RefusedKind[] = []
        const reply = await deps.store.turn(inbound, async (turn) => {
          const outcome = await runTurn(inbound, turn, { ...forTurn, shop: await deps.store.shop(), offered })
          refused = outcome.refused ?? []
          return outcome
        })
        if (refused.length > 0) deps.onRefused?.(inbound, refused)
        return reply
      } catch (error) {
        return answerFault(inbound, error, deps)
      }
    },
    giveUp: (inbound) => answerFault(inbound, new GivenUp('tried again and again'), deps),
    suggest: (query) => suggest(query, deps.store),
  }
}

/** What each turn is given; the terminal's where no channel has its own. */
function turnDepsOf(deps: EngineDeps): Omit<TurnDeps, 'shop' | 'offered'> {
  const { codec, newId, newCode, approvalsDesk = TERMINAL_APPROVALS, staffOnly = [], linkTo = noLinks } = deps
  const { handOverDesk = terminalDesk, directTo = () => undefined, outside = { links: false, mail: false } } = deps
  return {
    ...{ lexiconFor: lexiconCache(), codec, newId, newCode, approvalsDesk, staffOnly, linkTo },
    ...{ handOverDesk, directTo, outside, coupons: (deps.floods ?? NO_LIMITS).coupons },
  }
}

/** A search said as an inbound (a channel without typeahead) is answered by what fits. */
async function offer(
  inbound: Extract<Inbound, { kind: 'search' }>,
  deps: EngineDeps,
): Promise<readonly SelectOption[]> {
  const what = soughtBy(deps.codec, inbound.token)
  return what === undefined ? [] : suggest({ user: inbound.user, what, text: inbound.text }, deps.store)
}

const noLinks: LinkTo = () => undefined

/** Too much at once: said once, and the rest costs one line in a statement that many share. */
async function passOver(inbound: Inbound, heard: 'tell' | 'drop', { store, onRefused }: EngineDeps): Promise<Reply> {
  onRefused?.(inbound, ['too-much'])
  if (heard === 'drop') {
    await store.passOver(inbound)
    return { inboundId: inbound.id, outgoing: [] }
  }
  const note = { place: 'note', to: inbound.user, view: slowDownView } as const
  const outgoing = [{ to: inbound.thread, placement: note }]
  return (await store.fail(inbound, 'slow-down', { reference: PASSED_OVER, failed: outgoing, kept: [] })).reply
}

/** Every try of a delivery failed. */
export class GivenUp extends Error {
  override name = 'GivenUp'
}

/**
 * The fault's own words are stored as this inbound's answer, so that a retry does not repeat a
 * poisoned turn. What was in the way and passes by itself is no fault: the delivery waits for it.
 */
async function answerFault(inbound: Inbound, error: unknown, deps: EngineDeps): Promise<Reply> {
  const reference = deps.newId().slice(-8)
  const told = (view: View): readonly Outgoing[] => [
    { to: inbound.thread, placement: { place: 'note', to: inbound.user, view } },
  ]
  const said = inbound.kind === 'message' ? inbound.text : undefined
  const view = error instanceof GivenUp ? givenUpView(said, reference) : errorView(reference)
  const { kept, reply } = await deps.store.fail(inbound, error, {
    reference,
    failed: told(view),
    kept: told(keptView),
  })
  if (!kept) deps.onFault({ reference, inboundId: inbound.id, error })
  return reply
}
