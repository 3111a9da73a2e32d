/** What there is to do about placed orders, for the shop: each list oldest first (rules.md O16). */
export const WORKLISTS = ['to-ship', 'unpaid', 'waiting', 'returns', 'asked'] as const
export type Worklist = (typeof WORKLISTS)[number]
