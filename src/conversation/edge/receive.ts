/**
 * The door: what an adapter claims is parsed, capped, cleaned and redacted before it is stored
 * anywhere. Card numbers and pasted secrets never reach the database, a log or the outbox. Next:
 * engine.ts handles what comes out.
 */
import { cleanText } from './clean.ts'
import { type Inbound, inboundSchema } from './inbound.ts'
import { redact } from './redact.ts'

type Cleaned = 'card' | 'token' | 'too-long'

/** Throws a ZodError for a malformed inbound: an adapter's fault, answered by its channel, never stored. */
export function receive(raw: unknown): Inbound {
  const parsed = inboundSchema.parse(raw)
  const inbound = { ...parsed, userName: safe(parsed.userName).text }
  switch (inbound.kind) {
    case 'message':
    case 'command': {
      const { text, cleaned } = safe(inbound.text)
      return { ...inbound, text, ...(cleaned.length > 0 ? { cleaned } : {}) }
    }
    case 'form': {
      const parts = Object.entries(inbound.fields).map(([id, value]) => [id, safe(value)] as const)
      const cleaned = [...new Set(parts.flatMap(([, part]) => part.cleaned))]
      return {
        ...inbound,
        fields: Object.fromEntries(parts.map(([id, part]) => [id, part.text])),
        ...(cleaned.length > 0 ? { cleaned } : {}),
      }
    }
    case 'search':
      return { ...inbound, text: safe(inbound.text).text }
    case 'action':
    case 'open':
    case 'provider':
      return inbound
    default:
      return inbound satisfies never
  }
}

function safe(raw: string): { readonly text: string; readonly cleaned: readonly Cleaned[] } {
  const clean = cleanText(raw)
  if (!clean.ok) return { text: '', cleaned: ['too-long'] }
  const { text, found } = redact(clean.value)
  return { text, cleaned: found }
}
