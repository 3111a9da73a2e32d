/**
 * The doctor's question to a payment provider: does what stands here agree with what stands there?
 * Reads only; an answer that did not come is said as that. Next: cli/doctor.ts.
 */
import type { ProviderSaid } from '#domain/model/placed/payment-request.ts'
import type { Provider, StandingRequest } from '#ports/payment.ts'

/** What it should say of a request that stands so. */
const EXPECTED: Readonly<Record<StandingRequest['status'], readonly ProviderSaid['kind'][]>> = {
  requested: ['open'],
  'in-doubt': ['processing'],
  paid: ['paid'],
  expired: ['expired'],
  refused: ['refused', 'expired', 'processing'],
  refunded: ['refunded'],
}

export async function comparePayments(
  requests: readonly StandingRequest[],
  provider: Pick<Provider, 'look' | 'name'>,
): Promise<readonly string[]> {
  const found: string[] = []
  for (const request of requests) {
    const answer = await provider.look(request)
    const what = answer.kind === 'said' ? mismatch(request, answer.said) : `did not answer (${answer.why})`
    if (what !== undefined)
      found.push(
        `order ${request.order}: ${request.kind} ${request.externalId ?? request.id}: ${provider.name} ${what}`,
      )
  }
  return found
}

function mismatch({ status, amount, paymentId }: StandingRequest, said: ProviderSaid): string | undefined {
  if (!EXPECTED[status].includes(said.kind)) return `says ${said.kind}, here it is ${status}`
  if (said.kind !== 'paid') return undefined
  if (said.amount !== amount) return `says ${said.amount} was paid, here it is ${amount}`
  return said.paymentId === paymentId ? undefined : `says it was paid by ${said.paymentId}`
}
