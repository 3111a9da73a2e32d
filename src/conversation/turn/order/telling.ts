/**
 * Who is told of a change of a placed order, and where. Next: screens/order/order-news.ts has the
 * words.
 */
import type { ScreenContext } from '#conversation/screens/context.ts'
import type { OrderNews } from '#conversation/screens/order/order-money.ts'
import { orderNewsView } from '#conversation/screens/order/order-news.ts'
import { isNews } from '#conversation/screens/order/paying.ts'
import type { Session } from '#conversation/turn/session.ts'
import type { Order } from '#domain/model/order.ts'
import type { OrderCommand } from '#domain/model/order-command.ts'
import { toldOrder } from '#domain/order/customer-order.ts'

type Changed = Pick<OrderNews, 'moved'> & {
  readonly before: Order
  readonly after: Order
  readonly command: OrderCommand
}

/**
 * In the order's own thread everybody is told; elsewhere who spoke, and that thread too. Memos are
 * nobody else's business.
 */
export function tellOf(changed: Changed, session: Session): void {
  const { thread, placedBy } = changed.after
  if (changed.command.kind === 'mailed') return
  const news: OrderNews = {
    ...changed,
    before: toldOrder(changed.before),
    after: toldOrder(changed.after),
    command: changed.command.kind === 'memo' ? { kind: 'memo' } : changed.command,
  }
  if (news.command.kind === 'provider-said') {
    tellSaid({ ...news, command: news.command }, placedBy.startsWith('staff:'), session)
    return
  }
  const here = session.inbound.thread
  const internal = news.command.kind === 'memo'
  if (internal || thread !== here)
    session.says.push({ kind: 'screen', draw: (context) => orderNewsView(news, context) })
  if (!internal && thread !== null)
    session.posts.push({ to: thread, about: news.after.number, draw: (context) => orderNewsView(news, context) })
}

/** In the order's own thread, for who reads there; what only people of the shop can mend, at their desk too. */
function tellSaid(
  news: OrderNews & { readonly command: Extract<OrderCommand, { kind: 'provider-said' }> },
  staffs: boolean,
  session: Session,
): void {
  const { after, command } = news
  const draw = (context: ScreenContext) => orderNewsView(news, context)
  if (after.thread !== null && isNews(news, staffs))
    session.posts.push({ to: after.thread, about: after.number, draw, ...(staffs ? { reader: session.actor } : {}) })
  if (command.said.kind === 'refused' && !staffs)
    session.posts.push({ to: session.deps.approvalsDesk, draw, reader: session.actor })
}
