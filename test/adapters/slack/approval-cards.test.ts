// A decision in Slack: why it is declined and what is offered instead are filled in, the choices of
// the rep stand on the card, and a request that was decided stays as it was decided, with who and
// when; what comes later is a new line below it. The real Bolt, the fake Slack. Next:
// src/conversation/turn/approvals/approval-news.ts, src/conversation/forms/decision-form.ts;
// scenes.test.ts has the plain approval.
import { afterEach, describe, expect, test } from 'vitest'
import { messageText } from '#playground/loopback/slack/transcript.ts'
import { demoWith } from '#test/support/demo.ts'
import { slackShop } from '#test/support/slack-shop.ts'

const shop = await slackShop({ shop: demoWith({ buyers: 20, plenty: 100 }) })
const { slack } = shop
const WHEN = /20\d\d-\d\d-\d\d \d\d:\d\d UTC/
const PATIENCE = { timeout: 20_000 }
const SLOW = { timeout: 60_000 }

afterEach(async () => {
  await shop.settled()
  expect(slack.violations).toEqual([])
  expect(shop.log.filter(({ event }) => event === 'fault' || event === 'undeliverable')).toEqual([])
})

/** Sam asks for 40.00 off four crewnecks and a polo of this buyer. */
async function asksFor(buyer: number) {
  const desk = slack.newChannel()
  const said = await slack.says(
    'USAM',
    desk,
    `<@UBOT> order for buyer${buyer}@example.com: 4 CREW-GREY-M, 1 POLO-WHITE-M`,
  )
  await slack.sees('USAM', desk, new RegExp(`Buyer ${buyer}\\b[\\s\\S]*4\\s+Crewneck`))
  const say = (text: string) => slack.says('USAM', desk, text, { thread: said.ts })
  await say('take 40.00 off: late delivery')
  const card = await slack.sees('USAM', desk, /\[Ask for approval\]/)
  await slack.presses('USAM', card, 'Ask for approval')
  const request = await slack.sees('UKIM', 'CAPPROVALS', new RegExp(`40\\.00 off for Buyer ${buyer}\\b`))
  return { desk, say, card, request, name: /(A\d+) - /.exec(slack.text(request))?.[1] ?? '' }
}
const approvals = () => slack.space.messages.filter(({ channel, deleted }) => channel === 'CAPPROVALS' && !deleted)

describe('What is above the limit', () => {
  test('is chosen on the card, which stays; the private words beside it have nothing to press', async () => {
    const { desk, card } = await asksFor(1)
    expect(card.onlyFor).toBeUndefined()
    const notes = slack.space.messages.filter(({ channel, onlyFor }) => channel === desk && onlyFor === 'USAM')
    expect(notes.map(messageText).join('\n')).toMatch(/above your limit/)
    expect(notes.map(messageText).join('\n')).not.toMatch(/\[/)
  })
})

describe('Decline', () => {
  test('opens a form that needs a reason; the rep reads it, and the card stays as it was decided', async () => {
    const { desk, say, request, name } = await asksFor(2)
    await slack.presses('UKIM', request, 'Decline')
    const form = await slack.modal('UKIM', new RegExp(`Decline ${name}`))
    expect(slack.text(request)).toContain('[Approve]')
    await expect(slack.submits('UKIM', form, {})).rejects.toThrow(/Why|required|fill/i)
    await slack.submits('UKIM', form, { Why: 'the carrier pays for that' })
    await slack.sees('USAM', desk, new RegExp(`${name} was declined by Kim: the carrier pays for that`))
    await shop.settled()
    const decided = slack.text(request)
    expect(decided).toMatch(new RegExp(`${name} - declined by Kim, ${WHEN.source}`))
    expect(decided).toContain('Reason: the carrier pays for that')
    expect(decided).not.toMatch(/\[(?:Approve|Counter|Decline)/)
    await say('add 1 BEAN-BLACK')
    await shop.settled()
    expect(slack.text(request)).toBe(decided)
  })

  test('typed without a reason asks for one', async () => {
    const { name, request } = await asksFor(3)
    await slack.says('UKIM', 'DKIM', `decline ${name}`)
    const note = await slack.sees('UKIM', 'DKIM', /Open the form/)
    expect(slack.text(request)).toContain('[Approve]')
    await slack.presses('UKIM', note, 'Open the form')
    const form = await slack.modal('UKIM', new RegExp(`Decline ${name}`))
    await slack.submits('UKIM', form, { Why: 'no' })
    await slack.sees('UKIM', 'CAPPROVALS', new RegExp(`${name} - declined by Kim`))
  })
})

describe('Counter', () => {
  test('opens a form with the suggested amount, free to change; taken, the request keeps its decision and a line below tells', async () => {
    const { desk, request, name } = await asksFor(4)
    await slack.presses('UKIM', request, 'Counter 10.00')
    const form = await slack.modal('UKIM', new RegExp(`Counter ${name}`))
    await slack.submits('UKIM', form, { 'What you offer instead': '41.00', Why: 'half of it' })
    expect(form.status).toBe('open')
    expect(slack.text(form)).toMatch(/! What you offer instead: .*less/i)
    await slack.submits('UKIM', form, { 'What you offer instead': '25.00', Why: 'half of it' })
    expect(form.status).toBe('closed')
    const offer = await slack.sees('USAM', desk, new RegExp(`${name}: Kim offers 25\\.00 off\\s+(?:Reason|Say)`))
    expect(slack.text(offer)).toContain('Reason: half of it')
    await shop.settled()
    const decided = slack.text(request)
    expect(decided).toMatch(new RegExp(`${name} - counter-offer by Kim, ${WHEN.source}`))

    const card = await slack.sees('USAM', desk, /\[Accept 25\.00 off\]/)
    await slack.presses('USAM', card, 'Accept 25.00 off')
    await slack.sees('USAM', desk, /\[Place order - 170\.00\]/)
    await slack.sees('UKIM', 'CAPPROVALS', new RegExp(`${name}: Sam took the offer of 25\\.00 off, ${WHEN.source}`))
    await shop.settled()
    expect(slack.text(request)).toBe(decided)
    expect(slack.text(offer)).not.toMatch(/\[/)
    expect(approvals().at(-1)?.ts).not.toBe(request.ts)
  })
})

describe('An approved request', () => {
  test('whose order grows beyond it stays as it was approved; that it no longer covers stands below', async () => {
    const { say, request, name, desk } = await asksFor(5)
    await slack.presses('UKIM', request, 'Approve')
    await slack.sees('USAM', desk, /\[Place order - 155\.00\]/)
    await shop.settled()
    const decided = slack.text(request)
    expect(decided).toMatch(new RegExp(`${name} - approved by Kim, ${WHEN.source}`))
    await say('take 60.00 off: late delivery')
    await say('customer buyer6@example.com')
    await slack.sees('UKIM', 'CAPPROVALS', new RegExp(`${name}: (?:the order is above it now|no longer applies)`))
    await shop.settled()
    expect(slack.text(request)).toBe(decided)
  })
})

describe('A private note', () => {
  test('loses what was used of it, also after a restart; what is about something else stays', SLOW, async () => {
    const [one, other] = [await asksFor(7), await asksFor(8)]
    const desk = slack.newChannel()
    await slack.says('UKIM', desk, '<@UBOT> approvals')
    const queue = await slack.sees('UKIM', desk, /approvals are waiting/)
    expect(queue.onlyFor).toBe('UKIM')
    await slack.presses('UKIM', queue, `Decline ${other.name}`)
    const form = await slack.modal('UKIM', new RegExp(`Decline ${other.name}`))
    await shop.stop()
    await shop.start()
    await slack.presses('UKIM', queue, `Approve ${one.name}`)
    await slack.sees('USAM', one.desk, /\[Place order - /)
    await expect.poll(() => slack.text(queue), PATIENCE).not.toContain(`Approve ${one.name}]`)
    expect(slack.text(queue)).not.toContain(`Decline ${one.name}]`)
    expect(slack.text(queue)).toContain(`Approve ${other.name}]`)
    expect(slack.text(queue)).toContain(`${other.name}: `)
    // The form was open when Parley was restarted.
    await slack.submits('UKIM', form, { Why: 'too much' })
    await expect.poll(() => slack.text(queue), PATIENCE).not.toContain(`Decline ${other.name}]`)
  })

  test('in direct messages too', SLOW, async () => {
    const [one, other] = [await asksFor(9), await asksFor(10)]
    await slack.says('UKIM', 'DKIM', 'approvals')
    const queue = await slack.sees('UKIM', 'DKIM', /approvals are waiting/)
    await slack.presses('UKIM', queue, `Approve ${other.name}`)
    await expect.poll(() => slack.text(queue), PATIENCE).not.toContain(`Approve ${other.name}]`)
    expect(slack.text(queue)).toContain(`Approve ${one.name}]`)
  })
})
