/**
 * What this process measures of itself: how long turns take, and when the clock looked last. Next:
 * metrics.ts, http.ts.
 */
import type { Config } from '#config'
import type { Engine } from '#conversation/engine.ts'
import type { Metrics } from './metrics.ts'

/** Loaded only where somebody wants figures. */
export async function metricsOf({ metricsToken }: Pick<Config, 'metricsToken'>): Promise<Metrics | undefined> {
  return metricsToken === undefined ? undefined : (await import('./metrics.ts')).createMetrics()
}

export const timed = (engine: Engine, metrics: Metrics | undefined): Engine =>
  metrics === undefined ? engine : { ...engine, handle: metrics.timed(engine.handle) }
