/**
 * `parley link-codes`: without SMTP_URL the mails that carry one-time codes stay here; staff tell a code to the customer by another way they trust.
 * Rule: only letters that wait and whose code still works are shown, and only the address and the letter, never who asked.
 */
import { viewText } from '#conversation/text.ts'
import type { Command } from './command.ts'
import { withStore } from './database.ts'
import { readEnvironment } from './environment.ts'
import { print } from './print.ts'

/** Milliseconds a code works, as the store counts them. */
const CODE_LIFE = 600_000
const MAIL = 'mail:'

export const linkCodes: Command = {
  usage: 'link-codes',
  summary: 'Codes that link a chat user to a customer, while they work: tell one only to the person whose address it is.',
  words: [0, 0],
  async run() {
    return withStore(readEnvironment(), async (store) => {
      const rows = await store.outbox.list({})
      const waiting = rows.filter(
        ({ destination, status, createdAt }) =>
          destination.startsWith(MAIL) && (status === 'pending' || status === 'parked') && Date.now() - createdAt.getTime() < CODE_LIFE,
      )
      const letters = waiting.flatMap(({ destination, placement }) => {
        const code = 'view' in placement ? /\b\d{6}\b/.exec(viewText(placement.view))?.[0] : undefined
        return code === undefined ? [] : [`${code}  ${destination.slice(MAIL.length)}`]
      })
      print(letters.length === 0 ? 'No code waits. With SMTP_URL set, codes go by mail.' : letters.join('\n'))
      return 0
    })
  },
}
