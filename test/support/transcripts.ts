// The most telling conversations of test/conversations/by-rule, once more through a real channel.
// Rule: a transcript is the same file everywhere; a channel words lines of a cart and totals in its
// own way, so a line counts as said where its words stand in what the person was shown.
// Next: test/adapters/slack/transcripts.test.ts, test/adapters/discord/transcripts.test.ts.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type Conversation, numbered, placedIn, readConversation } from '../conversations/play.ts'

const FOLDER = path.join(import.meta.dirname, '../conversations/by-rule')

/** Written by hand for the demo shop: by reps on Slack, by guests on Discord. */
export const TELLING = {
  slack: [
    'addresses/02-rep-guest-abroad',
    'also-there/01-the-cart-of-a-minute-ago',
    'also-there/03-three-at-most',
    'after-placing/01-one-too-many',
    'after-placing/06-late-and-less',
    'corrections/01-numbers-and-sizes',
    'corrections/04-before-the-code',
    'lost-words/01-sizes-shared-out',
    'lost-words/05-thanks-around-the-items',
    'open-points/01-answered-out-of-order',
    'open-points/07-asked-among-questions',
    'parcels/04-one-of-several',
    'pasted/04-five-lines',
    'repeating/05-by-number',
    'roles/03-a-rep-is-told-why',
    'roles/05-on-the-phone',
    'yes-and-no/04-cancel-asked',
  ],
  discord: [
    'addresses/01-berlin',
    'addresses/07-to-berlin',
    'addresses/08-postcode-first',
    'addresses/11-town-first',
    'also-there/04-a-guests-other-cart',
    'line-text/01-engraving-in-words',
    'line-text/04-begun',
    'open-points/03-all-at-once',
    'open-points/06-one-of-three-left-out',
    'pasted/09-a-guests-letter',
    'questions/01-before-the-first-item',
    'questions/10-asked-then-picked',
    'questions/07-a-stranger-asks',
    'roles/04-a-guest-is-told-why',
    'yes-and-no/03-no-drops-its-own',
  ],
} as const

export const transcript = (name: string): Conversation =>
  readConversation(readFileSync(path.join(FOLDER, `${name}.txt`), 'utf8'))

/** Types or presses it; answers what this person was then shown that was not there before. */
export type Speaker = {
  readonly say: (text: string) => Promise<string>
  readonly press: (label: string) => Promise<string>
}

/** What went otherwise than written, in words. */
export async function playOn({ say, press }: Speaker, { steps }: Conversation): Promise<readonly string[]> {
  const wrong: string[] = []
  const placed: string[] = []
  for (const { text, pressed, said, unsaid } of steps) {
    const what = numbered(text, placed)
    const shown = plain(await (pressed ? press : say)(what))
    placedIn(shown, placed)
    const line = (written: string) => shape(numbered(written, placed))
    for (const written of said)
      if (!line(written).test(shown)) wrong.push(`"${what}" should be answered "${written}", but it was:\n${shown}`)
    for (const written of unsaid)
      if (line(written).test(shown)) wrong.push(`"${what}" should not be answered "${written}", but it was:\n${shown}`)
  }
  return wrong
}

const plain = (text: string): string => text.replace(/[\s*_~`]+/g, ' ')
const exact = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** An address, a figure and a row of a table are written in other ways; their words are the same. */
function shape(written: string): RegExp {
  const line = plain(written)
    .replace(/^Note: /, '')
    .trim()
  // Choices are buttons, or a menu; an address is its town where others read along.
  const menu = /^([^[]+?): \[/.exec(line)
  if (menu !== null) return new RegExp(exact((menu[1] ?? '').split(':')[0] ?? ''), 'iu')
  if (/^(?:Also s|S)hip to: /.test(line)) return /ship to/iu
  // Where others read along, an e-mail address is its first letter and its end.
  const mail = /^(\S)\S*(@\S+)$/.exec(line)
  if (mail !== null) return new RegExp(`${exact(line)}|${exact(mail[1] ?? '')} ?${exact(mail[2] ?? '')}`, 'iu')
  const row = /^(\d+) x (.+?)(?: ([\d.,]+))?$/.exec(line)
  if (row !== null) return new RegExp(`${row[1]} ?(?:x|×)? ${exact(row[2] ?? '')}`, 'iu')
  const total = /^Total (\S+) (\w{3})$/.exec(line)
  if (total !== null) return new RegExp(`Total ${exact(total[1] ?? '')}|${exact(total[1] ?? '')} Total`, 'u')
  const sum = /^(.+) (-?[\d.,]+\.\d{2})$/.exec(line)
  if (sum !== null && !/[:?]/.test(line)) return new RegExp(`${exact(sum[1] ?? '')}|${exact(sum[2] ?? '')}`, 'iu')
  return new RegExp(exact(line), 'iu')
}
