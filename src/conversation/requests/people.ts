/**
 * People: of the shop and their rights, who somebody on a chat platform is, and the talk between a
 * customer and a person of the shop. Next: turn/people/staff.ts, turn/people/identity.ts, turn/people/hand-over.ts.
 */

import type { StaffChange } from '#conversation/edge/changes.ts'
import { asksForPerson, leavesQueue } from '#conversation/requests/words/person-words.ts'
import { alone, shape } from '#conversation/requests/words/shape.ts'
import { STAFF_CHANGES } from '#conversation/requests/words/staff-words.ts'
import { control, nothing } from './control.ts'
import { row } from './row.ts'

export const PEOPLE = {
  staff: row()({ as: 'shop', help: { people: ['staff'] }, said: alone('staff', 'rights'), right: 'manage-shop' }),
  'change-staff': row<{ readonly change: StaffChange }>()({
    as: 'shop',
    help: {
      people: [
        'staff add pat rep Pat Lee',
        'staff role lee manager',
        'staff suspend lee',
        'staff resume lee',
        'rights rep -quote',
      ],
    },
    right: 'manage-shop',
    typed: STAFF_CHANGES,
    usage: {
      'staff add': {
        needs: 'a short name, a role and the full name',
        example: 'staff add pat rep Pat Lee',
        staff: true,
        only: /^/,
      },
      'staff role': {
        needs: 'a short name and a role: rep, lead, manager or admin',
        example: 'staff role lee manager',
        staff: true,
        only: /^/,
      },
      'staff suspend': { needs: 'the short name of a colleague', example: 'staff suspend lee', staff: true, only: /^/ },
      'staff resume': { needs: 'the short name of a colleague', example: 'staff resume lee', staff: true, only: /^/ },
      'staff link': {
        needs: 'a short name and a chat user',
        example: 'staff link lee slack:T1/U1',
        staff: true,
        only: /^/,
      },
      rights: {
        needs: 'a role and a right with + or -',
        example: 'rights rep -quote',
        staff: true,
        bare: true,
        only: /^/,
      },
    },
  }),
  /** `email` as typed; `code` is six digits. */
  link: row<{ readonly email: string }>()({
    as: 'identity',
    help: { 'my account': ['link you@example.com'] },
    typed: [
      shape(/^link(?:\s+(?:me\s+)?(?:to|with|my\s+account))?:?\s+(?<email>\S+@\S+)$/i, ({ email = '' }) => ({ email })),
    ],
    usage: { link: { needs: 'your e-mail address', example: 'link you@example.com', only: /^\S+$/ } },
  }),
  'link-code': row<{ readonly code: string }>()({
    as: 'identity',
    help: { 'my account': ['code 123456'] },
    typed: [
      shape(/^(?:link|(?:my\s+)?code(?:\s+is)?):?\s+(?<code>\d{3}[ -]?\d{3})$/i, ({ code = '' }) => ({
        code: code.replace(/\D/g, ''),
      })),
    ],
    usage: { code: { needs: 'the six digits from the mail', example: 'code 123456', only: /^[\d -]+$/ } },
  }),
  /** Staff: the codes that wait, where no mail server takes them. */
  'link-codes': row()({
    as: 'identity',
    help: { customer: ['link codes'] },
    said: alone('link codes'),
    right: 'choose-customer',
  }),
  unlink: row()({ as: 'identity', help: { 'my account': ['unlink'] }, said: alone('unlink') }),
  'erase-me': row()({
    as: 'identity',
    help: { 'my account': ['delete my data'] },
    typed: [
      shape(
        /^(?:please\s+)?(?:(?:delete|erase)\s+(?:all\s+)?my\s+(?:personal\s+)?data|forget\s+me)[.!]?$/i,
        () => ({}),
      ),
    ],
  }),
  'ask-person': row()({
    as: 'talk',
    help: { ready: ['talk to a person'] },
    said: alone('person', 'talk to a person'),
    typed: [shape(/^(?<text>[\s\S]{5,600})$/, ({ text = '' }) => (asksForPerson(text) ? {} : undefined))],
    control: control('hop', 'any', nothing),
  }),
  'take-over': row()({
    as: 'talk',
    help: { talks: ['take over'] },
    said: alone('take over'),
    control: control('hot', 'any', nothing),
  }),
  'hand-back': row()({
    as: 'talk',
    help: { talks: ['hand back'] },
    said: alone('hand back'),
    control: control('hob', 'any', nothing),
  }),
  'end-talk': row()({
    as: 'talk',
    help: { talks: ['end the talk'] },
    said: alone('end the talk', 'end talk', 'end the chat', 'end chat', 'leave the queue'),
    typed: [shape(/^(?<text>[\s\S]{5,160})$/, ({ text = '' }) => (leavesQueue(text) ? {} : undefined))],
    control: control('hoe', 'any', nothing),
  }),
  say: row<{ readonly text: string }>()({
    as: 'talk',
    help: { talks: ['say It is on its way'] },
    typed: [shape(/^say:?\s+(?<text>[\s\S]+)$/i, ({ text = '' }) => ({ text: text.trim() }))],
    usage: { say: { needs: 'the words for the customer', example: 'say It is on its way', staff: true } },
  }),
} as const
