// The loopback mail server for one test file: closed when the file is done. Call it while the file
// loads: `const mail = await fakeSmtp()`. Next: playground/loopback/smtp.ts.
import { afterAll } from 'vitest'
import { type FakeSmtp, loopbackSmtp } from '#playground/loopback/smtp.ts'

export async function fakeSmtp(): Promise<FakeSmtp> {
  const mail = await loopbackSmtp()
  afterAll(mail.close)
  return mail
}
