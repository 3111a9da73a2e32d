/**
 * Mail through Resend's API instead of a mail server: one letter a call, under a key, so that
 * asking twice sends once. Rule: its words may quote the address, so only codes are told. Next:
 * mail.ts, what a letter is.
 */

import { z } from 'zod'
import { given } from '#domain/base/given.ts'
import type { Letter, Mail, MailPosted } from './mail.ts'

export type ResendOptions = {
  readonly apiKey: string
  /** `Shop <orders@shop.example>` */
  readonly from: string
  /** Another place than Resend's own, without a slash at the end. */
  readonly apiUrl?: string
}
const PATIENCE = 10_000
const answer = z.looseObject({ id: z.string() })

export const resendMail = ({ apiKey, from, apiUrl = 'https://api.resend.com' }: ResendOptions): Mail => ({
  async send({ id, to, subject, text, html }: Letter): Promise<MailPosted> {
    const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json', 'idempotency-key': id }
    const body = JSON.stringify({ from, to: [to], subject, text, ...given({ html }) })
    try {
      const signal = AbortSignal.timeout(PATIENCE)
      const response = await fetch(`${apiUrl}/emails`, { method: 'POST', headers, body, signal })
      if (response.ok && answer.safeParse(await response.json()).success) return { kind: 'sent' }
      const why = `mail: ${response.status}`
      // 4xx is about this letter, but for a bad key and too many calls.
      const never =
        response.status >= 400 && response.status < 500 && ![401, 403, 408, 409, 429].includes(response.status)
      return never ? { kind: 'refused', why } : { kind: 'later', why }
    } catch {
      return { kind: 'later', why: 'mail: no answer' }
    }
  },
  close: () => undefined,
})
