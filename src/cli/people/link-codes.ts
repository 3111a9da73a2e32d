/**
 * `parley link-codes`: without SMTP_URL the mails that carry one-time codes stay here; staff tell a
 * code to the customer by another way they trust. Rule: only letters that wait and whose code still
 * works are shown, and only the address and the code, never who asked. In the chat: `link codes`.
 */

import type { Command } from '#cli/command.ts'
import { print } from '#cli/print.ts'
import { withStore } from '#host/database.ts'
import { readEnvironment } from '#host/environment.ts'

export const linkCodes: Command = {
  usage: 'link-codes',
  summary:
    'Codes that link a chat user to a customer, while they work: tell one only to the person whose address it is.',
  words: [0, 0],
  async run() {
    return withStore(readEnvironment(), async (store) => {
      const codes = await store.desk.linkCodes()
      print(
        codes.length === 0
          ? 'No code waits. With SMTP_URL set, codes go by mail.'
          : codes.map(({ email, code }) => `${code}  ${email}`).join('\n'),
      )
      return 0
    })
  },
}
