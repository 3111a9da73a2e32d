// A loopback mail server: keeps what it was given, so that a test can read the mail. Rule: one
// recipient's mail is found by the recipient only. Use: `const mail = await loopbackSmtp()`, SMTP_URL =
// mail.url, `await mail.to('jane.doe@example.com')`.
import net from 'node:net'
import { eventually } from '#playground/loopback/eventually.ts'

export type Mail = {
  readonly from: string
  readonly to: readonly string[]
  readonly subject: string
  readonly text: string
  /** '' where the mail has plain text only. */
  readonly html: string
}
export type FakeSmtp = {
  readonly url: string
  readonly mails: readonly Mail[]
  /** The newest mail to this address beyond `after` of them; waits for it. */
  readonly to: (address: string, after?: number) => Promise<Mail>
  /** The next so many mails are refused for now (451). */
  readonly close: () => Promise<void>
  readonly refuse: (count: number) => void
}

const PATIENCE = 10_000

export async function loopbackSmtp(): Promise<FakeSmtp> {
  const mails: Mail[] = []
  let refusing = 0
  const server = net.createServer((socket) => {
    socket.on('error', () => undefined)
    converse(socket, (mail) => {
      if (refusing > 0) {
        refusing -= 1
        return '451 4.3.0 try again later'
      }
      mails.push(mail)
      return '250 2.0.0 kept'
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the loopback mail server does not listen')
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    mails,
    to: (recipient, after = 0) =>
      eventually(`mail to ${recipient}`, PATIENCE, async () => mails.filter(({ to }) => to.includes(recipient))[after]),
    close: () => new Promise<void>((resolve) => void server.close(() => resolve())),
    refuse: (count) => {
      refusing = count
    },
  }
}

/** One connection: commands until DATA, then lines until a lone dot. */
function converse(socket: net.Socket, keep: (mail: Mail) => string): void {
  let buffer = ''
  let from = ''
  let to: string[] = []
  let data: string[] | undefined
  const say = (line: string) => void socket.write(`${line}\r\n`)
  const hear = (line: string): void => {
    if (data !== undefined) {
      if (line !== '.') return void data.push(line.replace(/^\./, ''))
      say(keep({ from, to, ...parse(data.join('\n')) }))
      data = undefined
      return
    }
    const verb = line.slice(0, 4).toUpperCase()
    const address = /<([^>]*)>/.exec(line)?.[1] ?? ''
    if (verb === 'MAIL') [from, to] = [address, []]
    if (verb === 'RCPT') to.push(address)
    if (verb === 'DATA') data = []
    say(verb === 'DATA' ? '354 go on' : verb === 'QUIT' ? '221 bye' : '250 ok')
    if (verb === 'QUIT') socket.end()
  }
  say('220 loopback')
  socket.on('data', (chunk) => {
    buffer += chunk.toString('utf8')
    for (let cut = buffer.indexOf('\r\n'); cut >= 0; cut = buffer.indexOf('\r\n')) {
      const line = buffer.slice(0, cut)
      buffer = buffer.slice(cut + 2)
      hear(line)
    }
  })
}

/** Subject, plain text and HTML; encodings as nodemailer chooses them for ordinary words. */
function parse(raw: string): Pick<Mail, 'subject' | 'text' | 'html'> {
  const { head, body } = halves(raw)
  const subject = /^Subject: (.*(?:\n[ \t].*)*)/im.exec(head)?.[1]?.replace(/\n[ \t]/g, '') ?? ''
  const boundary = /boundary="([^"]+)"/i.exec(head)?.[1]
  const parts = boundary === undefined ? [raw] : body.split(`--${boundary}`).map((part) => part.trimStart())
  const of = (type: string): string => {
    const part = parts.find((one) => halves(one).head.toLowerCase().includes(`content-type: ${type}`))
    return part === undefined ? '' : decoded(halves(part))
  }
  return { subject: worded(subject), text: of('text/plain'), html: of('text/html') }
}

function halves(raw: string): { readonly head: string; readonly body: string } {
  const cut = raw.indexOf('\n\n')
  return { head: raw.slice(0, cut), body: raw.slice(cut + 2) }
}

/** =?UTF-8?Q?...?= and =?UTF-8?B?...?= */
const worded = (subject: string): string =>
  subject.replace(/=\?UTF-8\?([QB])\?([^?]*)\?=\s*/gi, (_, how: string, words: string) =>
    how.toUpperCase() === 'B' ? Buffer.from(words, 'base64').toString('utf8') : unquoted(words.replaceAll('_', ' ')),
  )

function decoded({ head, body }: { readonly head: string; readonly body: string }): string {
  const encoded = /^Content-Transfer-Encoding: (.*)$/im.exec(head)?.[1]?.toLowerCase()
  if (encoded === 'base64') return Buffer.from(body, 'base64').toString('utf8')
  return encoded === 'quoted-printable' ? unquoted(body) : body
}

function unquoted(body: string): string {
  const bytes = body
    .replace(/=\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
