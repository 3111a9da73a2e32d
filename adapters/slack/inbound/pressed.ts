/**
 * What a pressed element says: the control's token, and what was chosen. An option's value has 75
 * characters only, so what it shares with the token of its select is left out of it (`packOption`)
 * and put back here.
 */
import type { Findable, ThreadKey } from '#conversation/edge/inbound.ts'
import type { PressedAction } from './payloads.ts'

export type SlackPress =
  | { readonly kind: 'control'; readonly token: string; readonly value?: string }
  /** `note`: of a private note, the key it was said under. */
  | { readonly kind: 'page'; readonly page: number; readonly note?: string }
  | { readonly kind: 'new-order' }
  /** A link, or something that was never ours: acknowledged and left alone. */
  | { readonly kind: 'nothing' }

export const PAGE = 'page'
/** Page `to` of a card, or of the note said under this key. */
export const pageValue = (to: number, note?: string): string => (note === undefined ? String(to) : `${to}|${note}`)
export const NEW_ORDER = 'new_order'

export function pressedOf({ action_id: id, value, selected_option: option }: PressedAction): SlackPress {
  if (id.startsWith(`${PAGE}:`)) return pageIn(value)
  if (id === NEW_ORDER) return { kind: 'new-order' }
  const select = /^(?:s\d+|f:[a-z]+):(.+)$/.exec(id)?.[1]
  if (select !== undefined) {
    return option?.value === undefined
      ? { kind: 'nothing' }
      : { kind: 'control', token: select, value: unpackOption(select, option.value) }
  }
  if (!/^[bo]\d*:/.test(id) || value === undefined) return { kind: 'nothing' }
  const [token = '', ...chosen] = value.split('|')
  return { kind: 'control', token, ...(chosen.length === 0 ? {} : { value: chosen.join('|') }) }
}

function pageIn(value = ''): SlackPress {
  const [, page, note] = /^(\d{1,4})(?:\|(.+))?$/.exec(value) ?? []
  if (page === undefined) return { kind: 'nothing' }
  return { kind: 'page', page: Number(page), ...(note === undefined ? {} : { note }) }
}

/** What a search field looks for. */
export function soughtOf(actionId: string): Findable | undefined {
  const said = /^f:(product|customer|order):/.exec(actionId)?.[1]
  return said === 'product' || said === 'customer' || said === 'order' ? said : undefined
}

/** The thread a block was drawn for, and the key of the private note it stands in. */
export function drawnFor(blockId: string): { readonly thread?: ThreadKey; readonly note?: string } {
  const [, thread, note] = /^\d+\|(slack:[^#]+)(?:#(.+))?$/.exec(blockId) ?? []
  if (thread === undefined || thread.endsWith('…')) return {}
  return note === undefined ? { thread } : { thread, note }
}

const STAMP = /^([^.]+)\.([^.]+\.[^.]+)\.([\s\S]*)$/

/** `verb.draft.revision.rest` without the draft and revision of its select. */
export function packOption(select: string, value: string): string {
  const [, , own] = STAMP.exec(select) ?? []
  const [, verb, stamp, rest] = STAMP.exec(value) ?? []
  return own !== undefined && stamp === own ? `~${verb}.${rest}` : value
}

export function unpackOption(select: string, packed: string): string {
  const [, , own] = STAMP.exec(select) ?? []
  const [, verb, rest] = /^~([^.]+)\.([\s\S]*)$/.exec(packed) ?? []
  return own === undefined || verb === undefined ? packed : `${verb}.${own}.${rest}`
}
