/**
 * Where the bot cannot read what is typed (a thread, without the message content intent), the card
 * has a button that opens one text box.
 */
import type { Control, View } from '#conversation/edge/view.ts'
import { writeId } from './custom-id.ts'

const TYPE_HERE: Control = { kind: 'button', label: 'Type here', token: writeId({ kind: 'type' }), style: 'normal' }

export const withTypeHere = (view: View): View => ({ ...view, controls: [...view.controls, TYPE_HERE] })
