// The last test of every end-to-end file: all that was sent passes the outside validators, where
// the environment names them. Next: test/support/payload-check.ts; the project's own limit table is
// enforced by the fake itself.
import { expect, test } from 'vitest'
import type { FakeSlack } from '#playground/loopback/slack/fake-slack.ts'
import { payloadCheck } from '#test/support/payload-check.ts'

const CHECKED = ['chat.postMessage', 'chat.postEphemeral', 'chat.update', 'views.open', 'views.update', 'views.publish']

/** Call it at the end of the file. */
export function passesOutsideValidators(slack: FakeSlack): void {
  test('everything sent passes the outside validators', { timeout: 150_000 }, async ({ skip }) => {
    const check = await payloadCheck()
    if (check.kind === 'absent') return skip(check.why)
    const sent = slack.calls.filter(({ method }) => CHECKED.includes(method))
    const problems = sent.flatMap(({ method, args }) =>
      check.slack(method, args).map((problem) => `${method} ${problem}`),
    )
    expect([...new Set(problems)]).toEqual([])
    console.log(`outside validators: ${sent.length} payloads, 0 problems`)
  })
}
