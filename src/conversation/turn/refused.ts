/**
 * What a turn refused, by kind, for the operator's figures and the audit: which rules people meet,
 * and controls that are forged, somebody else's or not theirs to press. Rule: kinds only, never what
 * was said. Next: engine.ts tells it after the commit, host/reporting.ts counts and logs it.
 */
import type { RefusedKind } from '#conversation/engine-ports.ts'
import type { Refusal } from '#domain/model/refusals.ts'
import type { HeardOrNot } from './reading/heard.ts'
import type { Session } from './session.ts'

export function refusedIn(heard: HeardOrNot, { says }: Pick<Session, 'says'>): readonly RefusedKind[] {
  const refused = says.flatMap((said) => (said.kind === 'refusal' ? [kindOf(said.refusal)] : []))
  const unheard = UNHEARD[heard.kind]
  return unheard === undefined ? refused : [unheard, ...refused]
}

const UNHEARD: Readonly<Partial<Record<HeardOrNot['kind'], RefusedKind>>> = {
  'not-found': 'forged',
  'not-yours': 'foreign',
  'not-staff': 'foreign',
  external: 'foreign',
  stale: 'stale',
  'too-long': 'too-long',
}

const kindOf = (refusal: Refusal): RefusedKind =>
  refusal.kind === 'not-allowed' || refusal.kind === 'may-not-decide' ? 'denied' : refusal.kind
