/**
 * Mail as Parley needs it: one text to one address. `smtpMail` sends it through the server of
 * SMTP_URL; without one there is no mail, and what would have been sent waits where staff can read
 * it (parley link-codes). Next: jobs/mail-channel.ts delivers what turns said.
 */

import { createTransport } from 'nodemailer'
import { given } from '#domain/base/given.ts'

export type Letter = {
  /** The same on every attempt: a mail program shows it once. */
  readonly id: string
  readonly to: string
  readonly subject: string
  readonly text: string
  /** The same words for programs that show them laid out. */
  readonly html?: string
}
export type MailPosted =
  | { readonly kind: 'sent' }
  /** Not now: the server is away, or asked to wait. */
  | { readonly kind: 'later'; readonly why: string }
  /** The address or the account was refused for good. */
  | { readonly kind: 'refused'; readonly why: string }

export type Mail = {
  readonly send: (letter: Letter) => Promise<MailPosted>
  readonly close: () => void
}
export type SmtpOptions = {
  /** `smtp://user:password@host:587`, `smtps://...` */
  readonly url: string
  /** `Shop <orders@shop.example>` */
  readonly from: string
}

/** Milliseconds for the connection, the greeting and each answer. */
const PATIENCE = 10_000

export function smtpMail({ url, from }: SmtpOptions): Mail {
  const transport = createTransport({
    url,
    connectionTimeout: PATIENCE,
    greetingTimeout: PATIENCE,
    socketTimeout: PATIENCE,
  })
  return {
    async send({ id, to, subject, text, html }) {
      try {
        // Given as an object, an address is never read as a list of several.
        await transport.sendMail({
          from,
          to: { name: '', address: to },
          subject,
          text,
          ...given({ html }),
          messageId: `<${id}@parley>`,
        })
        return { kind: 'sent' }
      } catch (error) {
        return failureOf(error)
      }
    },
    close: () => transport.close(),
  }
}

/** 5xx is the server's "never"; anything else may pass. Its words may quote the address, so only its code is told. */
function failureOf(error: unknown): MailPosted {
  const code = error instanceof Error && 'responseCode' in error ? Number(error.responseCode) : 0
  const name = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
  const why = code === 0 ? `mail: ${name}` : `mail: ${code}`
  return code >= 500 && name === 'EENVELOPE' ? { kind: 'refused', why } : { kind: 'later', why }
}
