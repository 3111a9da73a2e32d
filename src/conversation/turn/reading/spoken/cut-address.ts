/**
 * An address that had a card number in it: what is left of it is no address. Rule: nothing of such a
 * message is done, and it is said what is needed. Next: ../interpret.ts.
 */
import { betweenMarks } from '#conversation/edge/redact.ts'
import type { Request } from '#conversation/requests/request.ts'
import { understoodWords } from '#conversation/words/understood.ts'

/** `said`: with the marks of what was taken out. */
export function withoutCutAddress(requests: readonly Request[], said: string): readonly Request[] {
  const goesOn = betweenMarks(said)
    .slice(1)
    .flatMap((rest) => GOES_ON.exec(rest)?.groups?.['words']?.trim() ?? [])
  const cut = requests.some((request) => {
    const address = addressSaid(request)
    return address !== undefined && goesOn.some((words) => address.includes(words))
  })
  return cut ? [WHOLE] : requests
}
/** Something stands right behind it: "4242 4242 4242 4242 Elm St, Salem". */
const GOES_ON = /^\s*(?<words>[\p{L}\p{N}][^,;\n]*)/u

const WHOLE: Request = {
  kind: 'bad-argument',
  command: understoodWords.addressCommand,
  given: '',
  usage: understoodWords.wholeAddress,
}

function addressSaid(request: Request): string | undefined {
  switch (request.kind) {
    case 'ship-to':
    case 'bill-to':
    case 'ship-line-to':
    case 'parcels':
      return JSON.stringify(request)
    case 'change-order':
      return request.act.kind === 'address' || request.act.kind === 'split' ? JSON.stringify(request.act) : undefined
    default:
      return undefined
  }
}
