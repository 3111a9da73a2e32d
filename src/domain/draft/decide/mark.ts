/**
 * mark: beside `decide` the only way one draft becomes another. A mark says how the draft is talked
 * about: what was asked and answered, who has it, what was shown of it, that its orders were placed.
 * Rule: no price hangs on a mark, it needs no right of its own and is never undone; whatever changes
 * what is ordered or paid is a command. Next: decide.ts; turn/session.ts (in the conversation) is
 * where both are kept.
 */
import type { UserKey } from '#domain/base/flavour.ts'
import { closeQuestions, leaveOutAll, reworded, withoutPending, withQuestion } from '#domain/draft/open-questions.ts'
import type { Actor } from '#domain/model/actor.ts'
import type { OrderDraft } from '#domain/model/draft.ts'
import type { PendingQuestion } from '#domain/model/draft-question.ts'
import type { HandOver } from '#domain/model/hand-over.ts'

export type DraftMark =
  /** `behind`: of several questions of one message the first is asked first. */
  | { readonly kind: 'ask'; readonly question: PendingQuestion; readonly behind?: boolean }
  /** A choice or warning of the card as it stands, in place of what was asked before. */
  | { readonly kind: 'put'; readonly question: PendingQuestion }
  | { readonly kind: 'close'; readonly isOver: (question: PendingQuestion) => boolean }
  /** The same questions, in the words of what is true now. */
  | { readonly kind: 'reword'; readonly word: (question: PendingQuestion) => PendingQuestion }
  | { readonly kind: 'leave-out-all' }
  /** Whether something else was said since the question; `yes` and a position answer it no more. */
  | { readonly kind: 'overtaken'; readonly since: boolean }
  /** Whether something else was said since a line was touched. */
  | { readonly kind: 'strayed'; readonly since: boolean }
  /** Of whom what is open was asked; nobody: of whoever speaks for this side. */
  | { readonly kind: 'asked-of'; readonly user: UserKey | undefined }
  | { readonly kind: 'hand-over'; readonly between: HandOver | undefined }
  | { readonly kind: 'own'; readonly owner: Actor }
  | { readonly kind: 'shown'; readonly shown: NonNullable<OrderDraft['shown']> }
  | { readonly kind: 'submitted' }

type Of<K extends DraftMark['kind']> = Extract<DraftMark, { kind: K }>

const MARKS: { readonly [K in DraftMark['kind']]: (draft: OrderDraft, mark: Of<K>) => OrderDraft } = {
  ask: (draft, { question, behind }) => withQuestion(draft, question, behind),
  put: (draft, { question }) => ({ ...draft, pending: question }),
  close: (draft, { isOver }) => closeQuestions(draft, isOver),
  reword: (draft, { word }) => reworded(draft, word),
  'leave-out-all': leaveOutAll,
  overtaken({ overtaken: _, ...rest }, { since }) {
    return since ? { ...rest, overtaken: true } : rest
  },
  strayed({ strayed: _, ...rest }, { since }) {
    return since ? { ...rest, strayed: true } : rest
  },
  'asked-of'({ askedOf: _, ...rest }, { user }) {
    return user === undefined ? rest : { ...rest, askedOf: user }
  },
  'hand-over'({ handOver: _, ...rest }, { between }) {
    return between === undefined ? rest : { ...rest, handOver: between }
  },
  own: (draft, { owner }) => ({ ...draft, owner }),
  shown: (draft, { shown }) => ({ ...draft, shown }),
  submitted: (draft) => ({ ...withoutPending(draft), status: 'submitted' }),
}

export const mark = <K extends DraftMark['kind']>(draft: OrderDraft, made: Of<K>): OrderDraft =>
  MARKS[made.kind as K](draft, made)
