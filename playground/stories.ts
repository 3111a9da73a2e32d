/**
 * Three stories that play by themselves, step by step, through the same acts as a person's: a
 * guest's order, goods that are short, an approval with a counter-offer. Rule: each step waits
 * until its people see what comes of it; afterwards everything goes on as it stands. Next: acts.ts.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { Platforms } from './acts.ts'
import { directChannel } from './loopback/discord/state.ts'
import type { Message } from './loopback/slack/workspace.ts'

/** Milliseconds between two steps, so that one can follow. */
const PACE = 1_200

export type Stage = Platforms & {
  readonly receive: (sku: string, quantity: number) => Promise<void>
  /** Told before it is done. */
  readonly step: (words: string) => void
  readonly pace?: number
}
export type Story = { readonly id: string; readonly title: string; readonly play: (stage: Stage) => Promise<void> }

const SAM = 'USAM'
const KIM = 'UKIM'
const ORDERS = 'CORDERS'

const next = async ({ step, pace = PACE }: Stage, words: string): Promise<void> => {
  step(words)
  await pause(pace)
}

/** The thread in which the order is that this text names; the newest. */
async function threadOf({ slack }: Stage, words: RegExp): Promise<string> {
  const card = await slack.sees(SAM, ORDERS, words)
  return card.threadTs ?? card.ts
}

async function pressed(
  stage: Stage,
  user: string,
  { card, label }: { readonly card: Message; readonly label: string },
): Promise<void> {
  await next(stage, `${user === SAM ? 'Sam' : 'Kim'} presses [${label}].`)
  await stage.slack.presses(user, card, label)
}

const guest: Story = {
  id: 'guest',
  title: 'A guest orders',
  async play(stage) {
    const { slack } = stage
    await next(stage, 'Sam types what the guest on the phone wants, in one line.')
    await slack.commands(
      SAM,
      ORDERS,
      '/order',
      'guest pat@example.com: 2 blue 11oz mugs and a cream tote, ship to Pat Lee, 9 Elm St, Salem, OR 97301, US',
    )
    const thread = await threadOf(stage, /2 {2,}?Classic mug|Classic mug, blue/)
    await next(stage, '"And a third mug, please": Sam writes it in the thread.')
    await slack.says(SAM, ORDERS, 'make it 3 mugs', { thread })
    await slack.sees(SAM, ORDERS, /Classic mug, blue, 11 oz: 2[\s\S]*3/)
    await next(stage, 'The guest pays by a link.')
    await slack.says(SAM, ORDERS, 'pay link', { thread })
    const ready = await slack.sees(SAM, ORDERS, /Place order - [\d.]+/)
    const label = /\[(Place order - [\d.]+)/.exec(slack.text(ready))?.[1] ?? 'Place order'
    await pressed(stage, SAM, { card: ready, label })
    await slack.sees(SAM, ORDERS, /order 10\d{3} placed/i)
    await next(stage, 'The same card is the receipt now.')
  },
}

const SHORT = 'HOOD-BLACK-L'
const short: Story = {
  id: 'short',
  title: 'Short goods, a separate order',
  async play(stage) {
    const { discord, customer } = stage
    const direct = directChannel(discord.state, customer)
    const says = async (words: string, seen: RegExp): Promise<void> => {
      await next(stage, `The customer writes on Discord: "${words}"`)
      discord.types(customer, direct, words)
      await discord.sees(customer, direct, seen)
    }
    await says('4 large black hoodies and a white enamel mug', /hoodie, black, L[\s\S]*2 now/i)
    await says('guest alex@example.com', /alex@example\.com/)
    await says('ship to Alex Lee, 9 Elm St, Salem, OR 97301, US', /9 Elm St/)
    await says('pay link', /payment link/i)
    await next(stage, 'What is short comes as an order of its own.')
    discord.types(customer, direct, 'separate order')
    await discord.sees(customer, direct, /Buy now/)
    await next(stage, 'The customer presses [Buy now].')
    discord.presses(customer, direct, 'Buy now')
    await discord.sees(customer, direct, /order 10\d{3}/i)
    await next(stage, 'Ten more hoodies arrive, and the customer is told in the same conversation.')
    await stage.receive(SHORT, 10)
  },
}

const approval: Story = {
  id: 'approval',
  title: 'An approval with a counter-offer',
  async play(stage) {
    const { slack } = stage
    await next(stage, 'Sam has a customer whose parcel was late.')
    await slack.commands(SAM, ORDERS, '/order', 'C-1001: 4 CREW-GREY-M, 1 POLO-WHITE-M')
    const thread = await threadOf(stage, /4\s+Crewneck|Crewneck/)
    await next(stage, '40.00 off is more than Sam may give.')
    await slack.says(SAM, ORDERS, 'take 40.00 off: late delivery', { thread })
    await pressed(stage, SAM, {
      card: await slack.sees(SAM, ORDERS, /\[Ask for approval\]/),
      label: 'Ask for approval',
    })
    const request = await slack.sees(KIM, 'CAPPROVALS', /40\.00 off/)
    const counter = /\[(Counter [\d.]+)\]/.exec(slack.text(request))?.[1] ?? 'Counter'
    await pressed(stage, KIM, { card: request, label: counter })
    const form = await slack.modal(KIM, /What you offer instead/)
    await next(stage, 'Kim offers 25.00 instead.')
    await slack.submits(KIM, form, { 'What you offer instead': '25.00', Why: 'half of it' })
    const offer = await slack.sees(SAM, ORDERS, /\[Accept 25\.00 off\]/)
    await pressed(stage, SAM, { card: offer, label: 'Accept 25.00 off' })
    const ready = await slack.sees(SAM, ORDERS, /\[Place order - [\d.]+\]/)
    const label = /\[(Place order - [\d.]+)\]/.exec(slack.text(ready))?.[1] ?? 'Place order'
    await pressed(stage, SAM, { card: ready, label })
    await slack.sees(SAM, ORDERS, /order 10\d{3} placed/i)
  },
}

export const STORIES: readonly Story[] = [guest, short, approval]
