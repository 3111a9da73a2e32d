/**
 * Mail as a channel that pushes: what a turn says to `mail:<address>` leaves through the outbox
 * like everything else, once its commit is certain.
 */
import { createHash } from 'node:crypto'
import type { Channel } from '#conversation/edge/channel.ts'
import { viewText } from '#conversation/edge/text.ts'
import type { Block } from '#conversation/edge/view.ts'
import type { Mail } from '#ports/mail.ts'
import { letterHtml } from './letter-html.ts'

const NAME = 'mail'
/** Milliseconds. */
const LATER = 15_000

export function mailChannel(mail: Mail): Channel {
  return {
    name: NAME,
    async deliver({ key, thread, placement }) {
      const to = thread.slice(NAME.length + 1)
      if (!('view' in placement) || !to.includes('@')) return { kind: 'refused', why: 'not a letter' }
      const { headline, ...rest } = placement.view
      const id = createHash('sha256').update(key).digest('hex').slice(0, 32)
      const text = viewText({ ...rest, headline: '', blocks: apart(rest.blocks) }).trim()
      const posted = await mail.send({ id, to, subject: headline, text, html: letterHtml(placement.view) })
      switch (posted.kind) {
        case 'sent':
          return { kind: 'sent' }
        case 'later':
          return { kind: 'later', wait: LATER, why: posted.why }
        case 'refused':
          return posted
        default:
          return posted satisfies never
      }
    },
  }
}

/** Plain text with an empty line between paragraphs; totals stand under their lines. */
const apart = (blocks: readonly Block[]): readonly Block[] =>
  blocks.flatMap((block): readonly Block[] => (block.kind === 'totals' ? [block] : [{ kind: 'text', text: '' }, block]))
