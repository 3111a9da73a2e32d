/**
 * What happens when units come free again (a cancelled line, fewer of an item, a return): those who wait for them get them, and are told.
 */
import type { Session } from './session.ts'

/** Called after the change is written, with the stock rows of `skus` locked. */
export async function afterStockFreed(_session: Session, _skus: readonly string[]): Promise<void> {}
