/**
 * What the store and the engine report, on its way to the operator's log and figures. Rule: kinds and
 * delivery ids, never what was said; `parley trace ID` finds the rest. A forged, foreign or denied
 * press is a line of the audit. Next: log.ts, metrics.ts.
 */
import type { Inbound } from '#conversation/edge/inbound.ts'
import type { EngineDeps } from '#conversation/engine.ts'
import type { Log } from '#host/watch/log.ts'
import type { Metrics } from '#host/watch/metrics.ts'
import type { StoreReport } from '#store/turn/open.ts'
import { whyAgain } from '#store/turn/queue/retry.ts'

export const storeReport = (log: Log, metrics: Metrics | undefined): StoreReport => ({
  retry(error, attempt) {
    log({ event: 'retry', attempt, error })
    metrics?.retried(whyAgain(error) ?? 'other')
  },
  mismatch: (inboundId) => log({ event: 'mismatch', inboundId }),
  connection: (error) => log({ event: 'connection', error }),
})

const AUDITED = new Set(['forged', 'foreign', 'denied'])
const isPress = ({ kind }: Inbound): boolean => kind === 'action' || kind === 'form'

export const engineReport = (
  log: Log,
  metrics: Metrics | undefined,
): Required<Pick<EngineDeps, 'onFault' | 'onRefused'>> => ({
  onFault: (fault) => log({ event: 'fault', ...fault }),
  onRefused(inbound, kinds) {
    const [channel = ''] = inbound.thread.split(':', 1)
    for (const kind of kinds) {
      metrics?.refused(kind)
      if (isPress(inbound) && AUDITED.has(kind)) log({ event: 'audit', why: kind, inboundId: inbound.id, channel })
    }
  },
})
