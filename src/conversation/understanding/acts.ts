/**
 * The act of a message as a whole: order, edit, confirm, question or off topic, from its operations, whether a draft exists and what the bot
 * said last.
 */
import type { Scene } from './scene.ts'
import type { Act, Op } from './types.ts'

export function actOf(scene: Scene, ops: readonly Op[]): Act {
  if (ops.some((op) => op.op === 'add')) return scene.message.hasDraft === true || scene.message.lines.length > 0 ? 'edit' : 'order'
  if (ops.some((op) => op.op === 'ask' || op.op === 'status')) return 'question'
  if (ops.some((op) => op.op === 'confirm' || op.op === 'submit')) return 'confirm'
  if (ops.length > 0 && scene.message.hasDraft === true) return 'edit'
  return scene.message.hasDraft === true ? 'edit' : 'off_topic'
}
