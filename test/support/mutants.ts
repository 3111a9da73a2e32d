// Proof that the guards guard: each mutant removes one from a temporary copy of the sources, and
// the test that stands for it must then fail. Rule: nothing in the product switches a guard off; a
// patch that no longer fits stops the run, so that this list cannot rot silently. Where one rule is
// kept by several layers (the update's condition and the table's CHECK), a mutant removes all of
// them. Next: scripts/mutants.ts runs all of them; test/reliability/mutants.test.ts a few at every
// change.
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { z } from 'zod'

export type Patch = { readonly file: string; readonly search: string; readonly replace: string }
export type Mutant = {
  readonly guard: string
  readonly patches: readonly Patch[]
  /** The suite that must fail, and the names of the tests to run in it. */
  readonly suite: string
  readonly tests: string
}

const migration = 'prisma/migrations/20261123050000_start/migration.sql'
const cut = (file: string, search: string, replace = ''): Patch => ({ file, search, replace })

export const MUTANTS = [
  {
    guard: 'a pooler that lends sessions by the transaction is refused at the start',
    patches: [
      cut('src/store/pooler.ts', "if (taken.id === had.id) return 'shares'"),
      cut('src/store/pooler.ts', "if (has.id !== had.id) return 'shares'"),
    ],
    suite: 'test/cli/starting.test.ts',
    tests: 'a pooler that lends sessions',
  },
  {
    guard: 'what moved here since a count from elsewhere is put on top of it',
    patches: [cut('src/store/shop/stock-sync.ts', 'm.sku = g.sku and m.at > g."asOf"', 'false')],
    suite: 'test/cli/stock-sync.test.ts',
    tests: 'what left, came in',
  },
  {
    guard: 'a count from elsewhere takes nothing that is reserved here',
    patches: [cut('src/store/shop/stock-sync.ts', "when counted < reserved then 'reserved'")],
    suite: 'test/cli/stock-sync.test.ts',
    tests: 'what is reserved here stays',
  },
  {
    guard: 'contacts of guests go only once their order rested',
    patches: [cut('src/store/people/retention-kinds.ts', 'and o.placed_at < $', 'and true or o.placed_at < $')],
    suite: 'test/store/erase.test.ts',
    tests: 'what is kept for a time',
  },
  {
    guard: 'the menu of a card has at most ten entries',
    patches: [cut('src/conversation/screens/cart/cart-controls.ts', 'choices.slice(0, MAX_MENU)', 'choices')],
    suite: 'test/conversation/screens/limits.test.ts',
    tests: 'rep, many lines',
  },
  {
    guard: 'at most three buttons stand beside the primary one',
    patches: [cut('src/conversation/screens/cart/cart-controls.ts', 'const MAX_BESIDE = 3', 'const MAX_BESIDE = 6')],
    suite: 'test/conversation/screens/limits.test.ts',
    tests: 'rep, ready, with a coupon',
  },
  {
    guard: 'no two controls of a card have one name',
    patches: [cut('src/conversation/screens/cart/cart-controls.ts', '.filter(({ label }) => !seen.has(label))')],
    suite: 'test/conversation/screens/limits.test.ts',
    tests: 'read along',
  },
  {
    guard: 'a card gives one tip at most',
    patches: [cut('src/conversation/screens/cart/cart-hints.ts', '.slice(0, 1).map(textBlock)', '.map(textBlock)')],
    suite: 'test/conversation/screens/limits.test.ts',
    tests: 'two items',
  },
  {
    guard: 'a card tells two changes and how many more there are',
    patches: [cut('src/conversation/screens/cart/heading.ts', 'const MOST_CHANGES = 2', 'const MOST_CHANGES = 9')],
    suite: 'test/conversation/screens/limits.test.ts',
    tests: 'what changed is one line',
  },
  {
    guard: 'the terminal says of a change only what is new and what is next',
    patches: [cut('adapters/terminal/brief.ts', 'view.blocks.flatMap(toldOf)', 'view.blocks')],
    suite: 'test/adapters/terminal/brief.test.ts',
    tests: 'after a change',
  },
  {
    guard: 'a table in Slack says how many lines the next pages have',
    patches: [cut('adapters/slack/renderer/pages.ts', 'blocks: counted(firstOf(), rest)', 'blocks: firstOf()')],
    suite: 'test/adapters/slack/pages.test.ts',
    tests: 'shows eight of them',
  },
  {
    guard: "somebody's age counts no goods",
    patches: [
      cut('src/conversation/turn/reading/odd-counts.ts', 'if (counted.length === 0) return first', 'return first'),
    ],
    suite: 'test/conversation/whole-numbers.test.ts',
    tests: 'counts nothing',
  },
  {
    guard: 'an option alone changes only what was just touched',
    patches: [cut('src/conversation/turn/reading/read-freely.ts', 'draft?.strayed !== true ||', 'draft?.ref !== 0 ||')],
    suite: 'test/reliability/said-by-strangers.test.ts',
    tests: 'changes the line that was just touched',
  },
  {
    guard: 'begun words take no order once something else was said',
    patches: [cut('src/conversation/turn/reading/pending.ts', '!fresh && heard.reads()', 'false')],
    suite: 'test/conversation/begun-words.test.ts',
    tests: 'once something else was said',
  },
  {
    guard: 'a place that a caller names is no place of the card before it is known who called',
    patches: [cut('src/domain/draft/submit/remembered.ts', 'open ? added', 'false ? added')],
    suite: 'test/reliability/caller-check.test.ts',
    tests: 'does not open the card for that place',
  },
  {
    guard: 'words of a card stay as they were typed',
    patches: [cut('src/conversation/understanding/everyday/placed-texts.ts', "stood[mark++]?.trim() ?? ''", "''")],
    suite: 'test/reliability/placed-parts.test.ts',
    tests: 'a card in the order that was just placed',
  },
  {
    guard: 'what staff said elsewhere of an order goes with whose it was',
    patches: [
      cut('src/store/people/erase-person.ts', "i.payload->>'user' in (select user_key from staff_link)", 'false'),
    ],
    suite: 'test/store/erase.test.ts',
    tests: 'what staff said and read of her orders',
  },
  {
    guard: 'an approval is judged on what is charged, whatever is chosen for what is short',
    patches: [cut('src/domain/draft/submit/draft-ledger.ts', "policy === 'ship-available-drop-rest'", 'false')],
    suite: 'test/domain/approvals.test.ts',
    tests: 'the limit of the rep is of what is charged too',
  },
  {
    guard: 'a change that waits for the shop is not replaced unsaid',
    patches: [cut('src/conversation/turn/order/amend.ts', 'waits !== undefined && !instead', 'false')],
    suite: 'test/reliability/placed-words.test.ts',
    tests: 'is not replaced unsaid',
  },
  {
    guard: 'an order that is named and not there opens no cart',
    patches: [
      cut(
        'src/conversation/turn/order/placed-order.ts',
        'mention.sure || (await seen()) ? aboutIt',
        '(await seen()) ? aboutIt',
      ),
    ],
    suite: 'test/reliability/placed-words.test.ts',
    tests: 'an order that is named is never a cart',
  },
  {
    guard: 'a SKU with spaces in it is one word of a command',
    patches: [cut('src/conversation/requests/words/plain-commands.ts', 'glued(line, skus)', 'line')],
    suite: 'test/cli/spaced-skus.test.ts',
    tests: 'by its SKU',
  },
  {
    guard: 'goods lock and change only the orders they reach, a part a commit',
    patches: [cut('src/domain/stock/reach.ts', 'filled.slice(0, SERVED_AT_ONCE)', 'filled')],
    suite: 'test/size/receive.test.ts',
    tests: 'part by part',
  },
  {
    guard: 'who is passed over is told once a day',
    patches: [cut('src/domain/stock/reach.ts', ' && passedOn !== today ?', ' ?')],
    suite: 'test/size/receive.test.ts',
    tests: 'told once a day',
  },
  {
    guard: 'one process at a time runs the clock',
    patches: [cut('src/store/outbox/signals.ts', 'return holders.get(job) === line\n', 'return true\n')],
    suite: 'test/size/clock.test.ts',
    tests: 'one process at a time',
  },
  {
    guard: 'a draft that is saved is looked at by the clock',
    patches: [cut('src/store/turn/save-turn.ts', ', updated_at, next_due_at`', ', updated_at, created_at`')],
    suite: 'test/size/clock.test.ts',
    tests: 'open drafts',
  },
  {
    guard: 'an import leaves live stock alone',
    patches: [
      cut(
        'src/store/shop/catalog-import.ts',
        `loadStock(tx, change.stock, 'live')`,
        `loadStock(tx, change.stock, 'given')`,
      ),
      cut('src/cli/catalog/build.ts', 'stock === undefined || skus.get(sku)?.stocked === true', 'stock === undefined'),
    ],
    suite: 'test/cli/catalog-import.test.ts',
    tests: 'Shopify',
  },
  {
    guard: 'a SKU that is in an export twice is a mistake',
    patches: [cut('src/cli/catalog/goods.ts', 'if (first !== undefined) wrong(sku,', 'if (first === 0) wrong(sku,')],
    suite: 'test/cli/catalog-import.test.ts',
    tests: 'its row and column',
  },
  {
    guard: 'a price that cannot be read is a mistake, not a price',
    patches: [cut('src/cli/catalog/goods.ts', '  if (!price.ok) wrong(given.price, price.why)\n  else if', '  if')],
    suite: 'test/cli/catalog-import.test.ts',
    tests: 'its row and column',
  },
  {
    guard: 'what is gone from an export is discontinued',
    patches: [cut('src/store/shop/catalog-import.ts', 'skuRows(change.discontinued)', 'skuRows([])')],
    suite: 'test/cli/catalog-import.test.ts',
    tests: 'Shopify',
  },
  {
    guard: 'a yes counts only of who was asked',
    patches: [
      cut('src/conversation/turn/reading/interpret.ts', 'draft.askedOf === undefined || draft.askedOf ===', "'' !=="),
    ],
    suite: 'test/conversation/begun-words.test.ts',
    tests: 'answers nothing, is asked the same',
  },
  {
    guard: "no thread is made where moderators are not the shop's",
    patches: [cut('adapters/discord/inbound/acks.ts', '(shop === undefined || guildId === shop)', 'true')],
    suite: 'test/adapters/discord/elsewhere.test.ts',
    tests: 'no thread that moderators',
  },
  {
    guard: 'a pressed reason ends its own question',
    patches: [
      cut(
        'src/conversation/turn/reading/pending.ts',
        "  if (request?.kind === 'reason') return { requests: [request] }\n",
      ),
    ],
    suite: 'test/reliability/limit-questions.test.ts',
    tests: 'a reason pressed is over',
  },
  {
    guard: 'one adjustment settles no question about another',
    patches: [
      cut(
        'src/domain/draft/open-questions.ts',
        "question.kind === 'over-limit' && isMade(question.asked, before, now)",
        "question.kind === 'over-limit' && happened.includes('shipping-overridden')",
      ),
    ],
    suite: 'test/reliability/limit-questions.test.ts',
    tests: 'settles nothing about the discount',
  },
  {
    guard: 'an engraving that was begun takes any words',
    patches: [cut('src/conversation/turn/reading/pending.ts', '  if (what !== undefined)\n', '  if (what !== what)\n')],
    suite: 'test/conversation/begun-words.test.ts',
    tests: 'takes all but a command',
  },
  {
    guard: 'a limit that an address passes is asked about at once',
    patches: [cut('src/conversation/turn/step.ts', '      askGrownLimit(draft, session)\n')],
    suite: 'test/reliability/met-by-strangers.test.ts',
    tests: 'an address with a dearer method',
  },
  {
    guard: 'what passes by itself is no fault of a message',
    patches: [cut('src/store/turn/fail-turn.ts', '  if (passes(error)) return kept\n')],
    suite: 'test/reliability/always-answered.test.ts',
    tests: 'a queue that is full',
  },
  {
    guard: 'nothing is given up before its time',
    patches: [cut('src/store/turn/recovery.ts', ` and created_at <= \${ago(giveUpAfter)}`)],
    suite: 'test/reliability/always-answered.test.ts',
    tests: 'only after its time',
  },
  {
    guard: 'a server without room is waited for',
    patches: [
      cut('src/store/turn/queue/retry.ts', `, '53300', '53400'`),
      cut('src/store/turn/queue/retry.ts', `, 'TooManyConnections'`),
    ],
    suite: 'test/reliability/always-answered.test.ts',
    tests: 'full: what was acknowledged',
  },
  {
    guard: 'a kept row is waited for outside of the database',
    patches: [cut('src/store/turn/queue/hot-locks.ts', 'hotUntil > now() && (inside', 'hotUntil < 0 && (inside')],
    suite: 'test/reliability/one-row.test.ts',
    tests: 'two wait for a hot row',
  },
  {
    guard: 'figures are for whoever knows the token',
    patches: [
      cut('src/host/watch/metrics.ts', '!isBearer(request.headers.authorization, token)', 'token === undefined'),
    ],
    suite: 'test/reliability/operations.test.ts',
    tests: 'figures are for',
  },
  {
    guard: 'a clock that does not look is told',
    patches: [cut('src/host/http.ts', '    clock < CLOCK_GONE &&\n')],
    suite: 'test/reliability/operations.test.ts',
    tests: 'a clock that does not look',
  },
  {
    guard: 'leases go by the clock of the database',
    patches: [cut('src/store/turn/open.ts', 'options.clock ?? own.now', 'options.clock ?? (() => new Date())')],
    suite: 'test/store/clock.test.ts',
    tests: 'steals no lease',
  },
  {
    guard: 'tables of a newer version are refused',
    patches: [cut('src/host/database.ts', "config.newerSchema === 'allow' ? [] : unknown", '[]')],
    suite: 'test/cli/starting.test.ts',
    tests: 'tables of a newer version',
  },
  {
    guard: 'people are served in turn',
    patches: [
      cut(
        'src/store/turn/queue/turn-queue.ts',
        '      users.delete(user)\n      if (threads.length > 0) users.set(user, threads)\n',
        '      if (threads.length === 0) users.delete(user)\n',
      ),
    ],
    suite: 'test/reliability/floods.test.ts',
    tests: 'people are served in turn',
  },
  {
    guard: 'what is too much is not read',
    patches: [cut('src/conversation/engine.ts', "      if (heard !== 'take') return passOver(inbound, heard, deps)\n")],
    suite: 'test/reliability/floods.test.ts',
    tests: 'one slow down',
  },
  {
    guard: 'whoever guesses coupons has to pause',
    patches: [cut('src/conversation/edge/floods.ts', 'until: now() + COUPON_PAUSE', 'until: now()')],
    suite: 'test/reliability/floods.test.ts',
    tests: 'ten wrong coupons',
  },
  {
    guard: "strangers' codes keep nobody from their own account",
    patches: [
      cut('src/store/people/identity.ts', '(again ? ASKED_FOR_ADDRESS : FIRST_CODES_FOR_ADDRESS)', 'ASKED_FOR_ADDRESS'),
    ],
    suite: 'test/reliability/floods.test.ts',
    tests: 'strangers asking for codes',
  },
  {
    guard: 'a letter about an order goes nowhere its customer likes',
    patches: [
      cut(
        'src/conversation/turn/order/paying.ts',
        "if (actor.kind === 'staff' || actor.kind === 'system') return to",
        'return to',
      ),
    ],
    suite: 'test/paying/told.test.ts',
    tests: 'to an address of their order only',
  },
  {
    guard: 'nothing was charged is said once the provider said so',
    patches: [
      cut(
        'src/conversation/screens/order/paying.ts',
        '=> liveLink(order) !== undefined',
        '=> liveLink(order) === order',
      ),
    ],
    suite: 'test/paying/told.test.ts',
    tests: 'while the provider was not asked',
  },
  {
    guard: 'a request is not taken out of the table unseen',
    patches: [cut('src/conversation/requests/talk.ts', `  welcome: row()({ as: 'look' }),\n`)],
    suite: 'test/conversation/requests-table.test.ts',
    tests: 'every request has its room',
  },
  {
    guard: 'a right is not taken from a role unseen',
    patches: [cut('src/domain/model/permissions.ts', `  'see-history',\n]`, ']')],
    suite: 'test/conversation/requests-table.test.ts',
    tests: 'every role may',
  },
  {
    guard: 'a code is asked for only where the post needs one',
    patches: [
      cut('src/domain/base/postcodes.ts', '=> needed.has(country)', '=> needed.has(country) || knowsPostcode(country)'),
    ],
    suite: 'test/domain/address-countries.test.ts',
    tests: 'IE',
  },
  {
    guard: 'free shipping is offered where a method it is for goes to',
    patches: [cut('src/conversation/screens/cart/cart-hints.ts', ' && existsThere(id, draft, ctx) ?', ' ?')],
    suite: 'test/conversation/places.test.ts',
    tests: 'methods and tips are those of the place',
  },
  {
    guard: 'inbox check: a delivery that is done is not done again',
    patches: [cut('src/store/turn/open-turn.ts', `where id = \${id} and status = 'new'\n`, `where id = \${id}\n`)],
    suite: 'test/store/turn.test.ts',
    tests: 'a repeated delivery answers',
  },
  {
    guard: 'order of a thread: an older delivery goes first',
    patches: [
      cut(
        'src/store/turn/open-turn.ts',
        `    and not exists (select 1 from inbox o where o.thread_key = inbox.thread_key and o.status = 'new'\n      and o.seq < inbox.seq)\n`,
      ),
    ],
    suite: 'test/reliability/once.test.ts',
    tests: 'what was said first in a thread',
  },
  {
    guard: 'somebody who pays while the time runs out has paid',
    patches: [
      cut(
        'src/domain/order/payment.ts',
        `  if (liveLink(order) !== undefined)\n    return ok({ order, events: [], stock: [], moved: nothingMoved, givesCouponsBack: false })\n`,
      ),
    ],
    suite: 'test/paying/paid-by-link.test.ts',
    tests: 'somebody pays in the very moment it runs out',
  },
  {
    guard: 'a new link is made only once the old one has ended',
    patches: [
      cut('src/domain/order/payment-requests.ts', 'if (link === undefined && wanted > 0 &&', 'if (wanted > 0 &&'),
    ],
    suite: 'test/paying/paid-by-link.test.ts',
    tests: 'of another total',
  },
  {
    guard: 'what went back too much makes no link by itself',
    patches: [cut('src/domain/order/payment-requests.ts', ' && due(order) - had <= handedBack(order)', ' && false')],
    suite: 'test/paying/sent-back.test.ts',
    tests: 'more given back than is owed',
  },
  {
    guard: 'more given back than is owed is asked about first',
    patches: [
      cut('src/conversation/turn/order/asking.ts', 'due(decided.order) > due(before) && agreedTo', 'false && agreedTo'),
    ],
    suite: 'test/paying/sent-back.test.ts',
    tests: 'more given back than is owed',
  },
  {
    guard: 'money that perhaps went back is looked for before it is sent again',
    patches: [
      cut(
        'src/ports/stripe.ts',
        "how.attempt === 'look' ? await findRefund(stripe, act) : undefined",
        'how.attempt === undefined ? await findRefund(stripe, act) : undefined',
      ),
    ],
    suite: 'test/paying/stripe-faults.test.ts',
    tests: 'is looked for before it is sent again',
  },
  {
    guard: 'a webhook is believed for its signature',
    patches: [
      cut(
        'src/ports/stripe.ts',
        'event = stripe.webhooks.constructEvent(body, signature, secret, TOLERANCE)',
        'event = JSON.parse(body)',
      ),
    ],
    suite: 'test/paying/stripe-faults.test.ts',
    tests: 'is not believed',
  },
  {
    guard: 'money that went back is looked after for as long as a bank may send it back',
    patches: [cut('src/store/order/payment-requests.ts', "or (status = 'refunded' and", 'or (false and')],
    suite: 'test/paying/sent-back.test.ts',
    tests: 'without a webhook it is found by asking',
  },
  {
    guard: 'other programs hear of money as far as the books moved',
    patches: [cut('src/conversation/turn/order/leaves.ts', 'MONEY.has(kind) ? moved', 'MONEY.has(kind) ? true')],
    suite: 'test/paying/sent-back.test.ts',
    tests: 'what came twice and a bank sent back',
  },
  {
    guard: 'a link whose time is over is offered to nobody',
    patches: [cut('src/conversation/screens/order/paying.ts', ' || isOver(order, live, now) ?', ' ?')],
    suite: 'test/paying/told.test.ts',
    tests: 'a link whose time is over',
  },
  {
    guard: 'other programs are not told at private addresses',
    patches: [cut('src/ports/webhook.ts', '(isIP(host) !== 0 && isPrivate(host))', 'false')],
    suite: 'test/paying/webhooks.test.ts',
    tests: 'is refused',
  },
  {
    guard: 'an exchange asks before it is done',
    patches: [cut('src/conversation/turn/order/asking.ts', '  if (!exchanges && !ends', '  if (!ends')],
    suite: 'test/reliability/orders.test.ts',
    tests: 'an exchange is at what was paid',
  },
  {
    guard: 'a gift leaves with what earned it',
    patches: [cut('src/domain/order/change.ts', 'const taken = [...asked, ...along]', 'const taken = asked')],
    suite: 'test/domain/earned.test.ts',
    tests: 'of two mugs leaves with the second mug',
  },
  {
    guard: 'never more recorded as paid than is due, and never more than the total',
    patches: [
      cut(
        'src/domain/order/payment.ts',
        `  if (amount > most) return refuse(order, { kind: 'over-recorded', what: 'paid', most })\n`,
      ),
    ],
    suite: 'test/domain/orders.test.ts',
    tests: 'people say what was paid',
  },
  {
    guard: 'a press on an amount counts for that amount',
    patches: [
      cut('src/conversation/turn/order/orders.ts', '  if (other !== undefined) return tellRefusal(other, session)\n'),
    ],
    suite: 'test/reliability/payments.test.ts',
    tests: 'a press counts',
  },
  {
    guard: 'a number said of the buyer makes nobody else of them',
    patches: [
      cut(
        'src/conversation/requests/op-request.ts',
        "return { kind: 'contact', phone: op.phone, ...optional('keep', op.keep) }",
        "return { kind: 'guest', contact: op.phone }",
      ),
    ],
    suite: 'test/reliability/who-buys.test.ts',
    tests: 'a changed number',
  },
  {
    guard: 'Stay a guest is an answer',
    patches: [
      cut(
        'src/conversation/resolve/customer.ts',
        "  if (request.stay === true) return commands({ kind: 'set-guest', ...name, email: request.contact })\n",
      ),
    ],
    suite: 'test/reliability/who-buys.test.ts',
    tests: 'Stay a guest',
  },
  {
    guard: 'a shipping price set by hand places nothing with another method',
    patches: [cut('src/domain/draft/submit/submission.ts', '  shippingIsMeant,\n')],
    suite: 'test/reliability/what-was-meant.test.ts',
    tests: 'undone and done again',
  },
  {
    guard: 'what names a placed order leaves the cart alone',
    patches: [
      cut(
        'src/conversation/turn/turn.ts',
        'await aboutItsOrder(await understood(session, deps), session)',
        'await understood(session, deps)',
      ),
    ],
    suite: 'test/reliability/what-was-meant.test.ts',
    tests: 'never changes the open cart',
  },
  {
    guard: 'cancel asks which where a cart and an order are there',
    patches: [
      cut(
        'src/conversation/turn/flow.ts',
        'const order = sure ? undefined : await cancellable(session)',
        'const order = undefined',
      ),
    ],
    suite: 'test/reliability/what-was-meant.test.ts',
    tests: 'cancel asks which',
  },
  {
    guard: 'draft lock',
    patches: [cut('src/store/turn/open-turn.ts', ' for update of d\n', '\n')],
    suite: 'test/store/turn.test.ts',
    tests: 'the draft is locked from the opening statement on',
  },
  {
    guard: 'revision of the draft that is saved',
    patches: [cut('src/store/turn/save-turn.ts', ` and revision = \${before.revision}::int`)],
    suite: 'test/store/turn.test.ts',
    tests: 'a draft saved meanwhile',
  },
  {
    guard: 'affected rows of a saved draft',
    patches: [cut('src/store/turn/save-turn.ts', `1 / (\${kept} = 1)::int`, `1 / (\${kept} >= 0)::int`)],
    suite: 'test/store/turn.test.ts',
    tests: 'a draft saved meanwhile|two first messages at once',
  },
  {
    guard: 'one order family a draft: look, insert guard and unique index',
    patches: [
      cut(
        'src/store/order/place.ts',
        `select number from orders where draft_id = \${plan.draft.id}::uuid\n    ), limited`,
        `select number from orders where false\n    ), limited`,
      ),
      cut(
        'src/store/order/place-rows.ts',
        `      on conflict (draft_id) where parent is null and draft_id is not null do nothing\n`,
      ),
      cut(
        migration,
        'CREATE UNIQUE INDEX "orders_one_family_per_draft" ON "orders" ("draft_id") WHERE "parent" IS NULL AND "draft_id" IS NOT NULL;',
      ),
    ],
    suite: 'test/store/place.test.ts',
    tests: 'the same draft submitted once more',
  },
  {
    guard: 'guarded reservation: the condition and the CHECK',
    patches: [
      cut(
        'src/store/order/stock.ts',
        ' and (want.reserve = 0 or s.on_hand - s.reserved - s.allocated >= want.reserve)',
      ),
      cut(
        migration,
        `ALTER TABLE "stock" ADD CONSTRAINT "stock_never_oversold" CHECK (NOT "tracked" OR (0 <= "reserved" AND "reserved" <= "on_hand"));`,
      ),
    ],
    suite: 'test/store/place.test.ts',
    tests: '200 buyers of 50 units',
  },
  {
    guard: 'stock row lock: what a submit decides on cannot change under it',
    patches: [
      cut(
        'src/store/order/stock.ts',
        'and (select count(*) from coupons) >= 0\n      order by s.sku for update of s`)',
        'and (select count(*) from coupons) >= 0\n      order by s.sku`)',
      ),
    ],
    suite: 'test/reliability/once.test.ts',
    tests: '200 buyers want 50 units',
  },
  {
    guard: 'uses of a coupon: the condition and the CHECK',
    patches: [
      cut('src/store/order/place.ts', ' and c.redeemed < c."limit"'),
      cut(
        migration,
        `ALTER TABLE "coupon" ADD CONSTRAINT "coupon_within_limit" CHECK ("redeemed" >= 0 AND ("limit" IS NULL OR "redeemed" <= "limit"));`,
      ),
    ],
    suite: 'test/store/place.test.ts',
    tests: 'a coupon with 10 uses',
  },
  {
    guard: 'uses of a coupon by one customer',
    patches: [
      cut(
        'src/store/order/place.ts',
        `        where coupon_use.used < coalesce((select limit_per_customer from coupon where code = excluded.code), 2147483647)\n`,
      ),
    ],
    suite: 'test/store/place.test.ts',
    tests: 'a coupon once per customer',
  },
  {
    guard: 'proven: a typed address finds no history, warning or list',
    patches: [
      cut(
        'src/store/people/buyer.ts',
        '  if (keys.chatUser !== undefined) {\n    const chat = storable(keys.chatUser)\n    return Prisma.sql`((',
        '  if (keys.chatUser !== undefined && keys.email === undefined) {\n    const chat = storable(keys.chatUser)\n    return Prisma.sql`((',
      ),
      cut(
        'src/store/people/buyer.ts',
        `(\${nobodys} and \${column('buyer_chat')} is null and \${byStaff} and (\${Prisma.join(parts, ' or ')}))`,
        `(\${Prisma.join(parts, ' or ')} or \${byStaff} is null)`,
      ),
    ],
    suite: 'test/reliability/differential.test.ts',
    tests: 'the customer has|every word',
  },
  {
    guard: 'proven: a stranger’s order and cart stop no customer',
    patches: [
      cut(
        'src/store/people/buyer.ts',
        `and \${column('buyer_chat')} = any(array(select user_key from customer_link where customer_id = \${id}))))`,
        `and \${column('buyer_email')} = (select email from customer where id = \${id})))`,
      ),
    ],
    suite: 'test/reliability/identity.test.ts',
    tests: 'does not stop her',
  },
  {
    guard: 'proven: what an account redeemed is not counted against who types its address',
    patches: [
      cut(
        'src/store/people/buyer.ts',
        `where r.code = \${code} and o.customer_id is null and`,
        `where r.code = \${code} and`,
      ),
    ],
    suite: 'test/reliability/differential.test.ts',
    tests: 'the customer has|every word',
  },
  {
    guard: 'proven: a contact counts only once its order was paid or has left',
    patches: [
      cut(
        'src/store/people/buyer.ts',
        'exists (select 1 from payment p where',
        'true or exists (select 1 from payment p where',
      ),
    ],
    suite: 'test/store/place.test.ts',
    tests: 'counts against the next guest',
  },
  {
    guard: "proven: an account's order is not opened by an e-mail address",
    patches: [cut('src/store/people/order-guess.ts', ' and customer_id is null')],
    suite: 'test/reliability/identity.test.ts',
    tests: 'hears nothing of her orders',
  },
  {
    guard: 'proven: wrong guesses of an order’s address are counted',
    patches: [cut('src/store/people/order-guess.ts', 'const WRONG_GUESSES = 5', 'const WRONG_GUESSES = 5_000')],
    suite: 'test/reliability/identity.test.ts',
    tests: 'five wrong guesses|one guesser',
  },
  {
    guard: 'proven: what a guest registers waits for the code',
    patches: [cut('src/domain/draft/submit/remembered.ts', '      if (vouched !== true) return { addresses: [] }\n')],
    suite: 'test/reliability/identity.test.ts',
    tests: 'placed before the code',
  },
  {
    guard: 'proven: the last order of a thread is named to whom it belongs',
    patches: [
      cut('src/store/turn/open-turn.ts', ` and \${mayKnow(user)}),\n`, '),\n'),
      cut('src/store/turn/open-turn.ts', ` and \${mayKnow(user)}\n    order by`, '\n    order by'),
    ],
    suite: 'test/reliability/identity.test.ts',
    tests: 'last order of a thread',
  },
  {
    guard: 'erasure reaches every declared path',
    patches: [cut('src/store/people/erase-rows.ts', '|| path.endsWith(', '&& path.endsWith(')],
    suite: 'test/store/personal.test.ts',
    tests: 'whoever is planted',
  },
  {
    guard: 'a dry run of an erasure is taken back',
    patches: [cut('src/store/people/erase.ts', 'if (dry) throw new TakenBack()')],
    suite: 'test/store/personal.test.ts',
    tests: 'whoever is planted',
  },
  {
    guard: 'proven: who typed an address is erased without whose it is',
    patches: [
      cut(
        'src/store/people/erase-person.ts',
        'union select x from typed where not shared',
        'union select x from typed',
      ),
    ],
    suite: 'test/store/erase.test.ts',
    tests: 'whoever typed her address',
  },
  {
    guard: 'proven: whose address is erased takes nobody along who typed it',
    patches: [
      cut(
        'src/store/people/erase-person.ts',
        `.buyer_chat is null and \${Prisma.raw(alias)}.buyer_email`,
        '.buyer_email',
      ),
    ],
    suite: 'test/store/erase.test.ts',
    tests: 'she is erased',
  },
  {
    guard: 'savepoint of a refused submit',
    patches: [cut('src/store/order/place.ts', 'await tx.$executeRaw`rollback to savepoint place`')],
    suite: 'test/store/place.test.ts',
    tests: 'a refused submit keeps nothing',
  },
  {
    guard: 'redaction of cards and secrets',
    patches: [
      cut('src/conversation/edge/receive.ts', 'redact(clean.value)', '{ text: clean.value, found: [] as const }'),
    ],
    suite: 'test/reliability/bad-input.test.ts',
    tests: 'cards and tokens are answered',
  },
  {
    guard: 'check digit and issuer of card numbers glued to letters and marks',
    patches: [cut('src/conversation/edge/redact-cards.ts', '[^\\p{L}\\p{N}\\u200b]\\u200b*){1,8}', '[ -])')],
    suite: 'test/reliability/cards.test.ts',
    tests: 'a card number, however it is written',
  },
  {
    guard: 'questions of one side are put aside while the other speaks',
    patches: [
      cut(
        'src/domain/draft/sides.ts',
        'if ((draft.facing ?? sideOf(draft.owner)) === side) return draft',
        'if (side !== undefined) return draft',
      ),
    ],
    suite: 'test/reliability/sides.test.ts',
    tests: 'the rep at their limit is asked',
  },
  {
    guard: 'what nobody approved is not in what the customer sees',
    patches: [cut('src/domain/draft/sides.ts', 'if (approval === undefined ||', 'if (approval !== undefined ||')],
    suite: 'test/reliability/sides.test.ts',
    tests: 'what waits for an approval',
  },
  {
    guard: 'what a card showed, in the press that places it',
    patches: [cut('src/conversation/turn/place.ts', "if (inbound.kind !== 'action') return true", 'return true')],
    suite: 'test/reliability/confirmed.test.ts',
    tests: 'pressed ten times',
  },
  {
    guard: 'what is told to one person at a terminal others read',
    patches: [
      cut(
        'src/store/outbox/outbox.ts',
        `(audience = \${storable(user)} or (audience`,
        `(audience <> \${storable(user)} or true or (audience`,
      ),
    ],
    suite: 'test/adapters/terminal/contract.test.ts',
    tests: 'an old button changes nothing',
  },
  {
    guard: 'the button of an earlier version, once another card was drawn',
    patches: [cut('src/conversation/turn/place.ts', ' && draft.shown.seen === undefined')],
    suite: 'test/reliability/confirmed.test.ts',
    tests: 'places nothing once another card was drawn',
  },
  {
    guard: 'words that confirm are said after the warning',
    patches: [
      cut('src/conversation/turn/place.ts', "  if (session.turn.saidAt < (pending.askedAt ?? '')) return result\n"),
    ],
    suite: 'test/reliability/confirmed.test.ts',
    tests: 'words said after it was shown',
  },
  {
    guard: 'workspace of a signed payload',
    patches: [cut('adapters/slack/inbound/workspace.ts', '    team === self.team &&\n')],
    suite: 'test/adapters/slack/door.test.ts',
    tests: 'of another workspace',
  },
  {
    guard: 'one turn at a time in a thread of this process',
    patches: [
      cut('src/store/turn/queue/turn-queue.ts', '      lane.busy = true\n'),
      cut(
        'src/store/turn/queue/turn-queue.ts',
        'if (!lane.busy && lane.waiting.length === 1) ready.add(thread, lane)',
        'ready.add(thread, lane)',
      ),
    ],
    suite: 'test/store/retry.test.ts',
    tests: 'never two turns of one thread',
  },
  {
    guard: 'a living process keeps its deliveries',
    patches: [cut('src/store/turn/recovery.ts', ` and (owner = \${owner}::int\n      or owner not in \${ALIVE})`)],
    suite: 'test/store/delivery.test.ts',
    tests: 'deliveries of a process that died',
  },
  {
    guard: 'signature of a control',
    patches: [cut('src/conversation/edge/action-codec.ts', ' || !sameText(mac(body), token.slice(cut + 1))')],
    suite: 'test/reliability/abuse.test.ts',
    tests: 'is not found, whoever presses it',
  },
  {
    guard: 'revision of a control',
    patches: [cut('src/conversation/turn/reading/interpret.ts', ' || revision !== (draft?.revision ?? 0)')],
    suite: 'test/reliability/abuse.test.ts',
    tests: 'an old button has no effect',
  },
  {
    guard: 'approver is not the author',
    patches: [
      cut('src/domain/draft/prices/approvals.ts', `  if (authors.includes(actorKey(actor))) return 'author'\n`),
    ],
    suite: 'test/domain/approvals.test.ts',
    tests: 'who may decide',
  },
  {
    guard: 'an approver is read again after the lock',
    patches: [cut('src/store/turn/approval-turn.ts', 'actor: refreshed(actor, now)', 'actor')],
    suite: 'test/reliability/approvals.test.ts',
    tests: 'the role is read after the lock',
  },
  {
    guard: 'one decision a request: the draft is locked, its status asked, its revision and the status of the row kept',
    patches: [
      cut('src/store/turn/approval-turn.ts', ' for update of d', ''),
      cut('src/store/turn/approval-rows.ts', ` and revision = \${before.revision}::int`),
      cut('src/store/turn/approval-rows.ts', `\n      where approval_request.status = \${was}`),
    ],
    suite: 'test/reliability/approvals.test.ts',
    tests: 'approved and declined at once',
  },
  {
    guard: 'submit asks whether the approval covers what is placed',
    patches: [
      cut(
        'src/domain/draft/prices/approvals.ts',
        '.some(({ ceilings }) => beyond(draft, ledger.giveAway, ceilings) === undefined)',
      ),
    ],
    suite: 'test/domain/approvals.test.ts',
    tests: 'void and refused|nothing above',
  },
  {
    guard: 'what is short is never placed without a choice',
    patches: [
      cut(
        'src/domain/draft/submit/submission.ts',
        `  return standing.kind === 'open'\n`,
        `  return standing.kind === 'open' && facts.now === ''\n`,
      ),
    ],
    suite: 'test/domain/backorders.test.ts',
    tests: 'ask when nobody chose|ask the loser',
  },
  {
    guard: 'a submit stops when what was promised got worse',
    patches: [
      cut(
        'src/domain/draft/submit/submission.ts',
        '  return lines.length === 0 ? undefined :',
        '  return lines.length >= 0 ? undefined :',
      ),
    ],
    suite: 'test/domain/backorders.test.ts',
    tests: 'stop when fewer are here',
  },
  {
    guard: 'units that wait are taken out of what is free',
    patches: [cut('src/store/order/stock.ts', ', allocated = s.allocated + want.promise', '')],
    suite: 'test/reliability/backorders.test.ts',
    tests: 'backorders complete',
  },
  {
    guard: 'only the clock says what time it is',
    patches: [
      cut(
        'src/conversation/turn/clock.ts',
        `  if (session.actor.kind !== 'system')`,
        `  if (session.actor.kind === 'guest')`,
      ),
    ],
    suite: 'test/reliability/backorders.test.ts',
    tests: 'in other hands',
  },
  {
    guard: 'lock of a placed order',
    patches: [cut('src/store/order/order-turn.ts', ' order by o.number for update of o`', ' order by o.number`')],
    suite: 'test/store/orders.test.ts',
    tests: 'is locked until the turn',
  },
  {
    guard: 'an order changes only from what was read',
    patches: [
      cut(
        'src/store/order/order-turn.ts',
        'if (row?.lines !== lines.length || row.orders !== 1 || row.payments !== 1)',
        'if (row === undefined)',
      ),
    ],
    suite: 'test/store/orders.test.ts',
    tests: 'that is not as it was read',
  },
  {
    guard: 'stock moves only as far as there is',
    patches: [
      cut('src/store/order/order-turn.ts', 'if (row === undefined || row.held !== row.done)', 'if (row === undefined)'),
    ],
    suite: 'test/store/orders.test.ts',
    tests: 'cannot take out of stock',
  },
  {
    guard: "nobody touches other people's orders",
    patches: [
      cut(
        'src/conversation/turn/order/writing.ts',
        'target === undefined || !maySeeOrder(target.order, session.actor)',
        'target === undefined',
      ),
    ],
    suite: 'test/reliability/orders.test.ts',
    tests: "other people's numbers",
  },
  {
    guard: 'a change is confirmed for the very amount that was shown',
    patches: [
      cut(
        'src/conversation/turn/order/amend.ts',
        'if (request.id !== undefined && request.id !== proposed.id) return over(order.number, session)\n',
      ),
    ],
    suite: 'test/reliability/changes.test.ts',
    tests: 'an old control confirms nothing else',
  },
  {
    guard: 'a card for a new place is not ready before the caller was checked',
    patches: [cut('src/domain/draft/payment-choice.ts', '!known && shipsSomewhereNew(situation)', 'false')],
    suite: 'test/reliability/caller-check.test.ts',
    tests: 'the card is not ready',
  },
  {
    guard: 'a stored card and a new place need a caller check',
    patches: [cut('src/domain/order/amend/plan.ts', "return isNew ? [{ kind: 'caller-check' }] : []", 'return []')],
    suite: 'test/domain/amend.test.ts',
    tests: 'need a caller check',
  },
  {
    guard: 'lock of the stock that is given out',
    patches: [cut('src/store/order/waiting.ts', `order by s.sku for update of s \${patience}`, 'order by s.sku')],
    suite: 'test/reliability/release.test.ts',
    tests: 'joins the queue',
  },
  {
    guard: 'the queue is read again after the stock is locked',
    patches: [cut('src/store/order/waiting.ts', 'const queue = await waiters(tx, wanted)', 'const queue = seen')],
    suite: 'test/reliability/release.test.ts',
    tests: 'joins the queue',
  },
  {
    guard: 'lock of the orders in the queue, and what is written only over what was read',
    patches: [
      cut('src/store/order/waiting.ts', `order by o.number for update of o \${patience}`, 'order by o.number'),
      cut('src/store/order/order-turn.ts', ' order by o.number for update of o`', ' order by o.number`'),
      cut(
        'src/store/order/order-turn.ts',
        'if (row?.lines !== lines.length || row.orders !== 1 || row.payments !== 1)',
        'if (row === undefined)',
      ),
    ],
    suite: 'test/reliability/release.test.ts',
    tests: 'edit against release|release against cancel|random sequences of two',
  },
  {
    guard: 'who goes out complete takes nothing before all of it can be had',
    patches: [
      cut('src/domain/stock/fill-queue.ts', 'canComplete(lines, left) ? take(lines, left) : []', 'take(lines, left)'),
    ],
    suite: 'test/domain/release.test.ts',
    tests: 'goes complete takes nothing',
  },
  {
    guard: 'goods are booked by who may',
    patches: [cut('src/conversation/requests/goods.ts', `    right: 'manage-stock',\n`)],
    suite: 'test/reliability/release.test.ts',
    tests: 'receipt that differs',
  },
  {
    guard: 'Slack: signature',
    patches: [
      cut(
        'adapters/slack/inbound/receivers.ts',
        'return own.length === said.length && timingSafeEqual(own, said)',
        'return own.length > 0 || timingSafeEqual(own, said)',
      ),
    ],
    suite: 'test/adapters/slack/door.test.ts',
    tests: 'signed with another secret',
  },
  {
    guard: 'Slack: age of a signature',
    patches: [
      cut(
        'adapters/slack/inbound/receivers.ts',
        'if (age > OLDEST || age < -NEWEST) return false',
        'if (age > OLDEST * 10_000 || age < -NEWEST * 10_000) return false',
      ),
    ],
    suite: 'test/adapters/slack/door.test.ts',
    tests: 'signed six minutes ago|signed an hour ahead|signed two minutes ahead',
  },
  {
    guard: 'Slack: a post that may have arrived is looked for',
    patches: [
      cut(
        'adapters/slack/outbound/posting.ts',
        "attempt === 'look' ? await paced(",
        "attempt === 'look' && key === '' ? await paced(",
      ),
    ],
    suite: 'test/adapters/slack/delivery.test.ts',
    tests: 'accepted, and the connection cut',
  },
  {
    guard: 'Slack: nobody but staff',
    patches: [
      cut(
        'src/conversation/turn/reading/hearing.ts',
        "actor.kind !== 'staff' && actor.kind !== 'system') return 'not-staff'",
        "actor.kind === 'system') return 'not-staff'",
      ),
    ],
    suite: 'test/adapters/slack/door.test.ts',
    tests: 'whom nobody linked to the staff',
  },
  {
    guard: 'Slack: no customer data where another company reads',
    patches: [
      cut('src/conversation/turn/reading/hearing.ts', "  if (session.where === 'external') return 'external'\n"),
    ],
    suite: 'test/adapters/slack/door.test.ts',
    tests: 'gets no customer data, and is told so',
  },
  {
    guard: 'record: the people of a placed order are heard in its thread',
    patches: [
      cut(
        'src/conversation/turn/reading/hearing.ts',
        'turn.orderPeople.includes(actorKey(actor)) &&',
        'turn.orderPeople.length < 0 &&',
      ),
    ],
    suite: 'test/adapters/living-record.test.ts',
    tests: 'its rep is heard without a mention',
  },
  {
    guard: 'record: the receipt stays',
    patches: [cut('src/conversation/turn/cards.ts', 'subject: orderSubject(number), settles: true }', '}')],
    suite: 'test/adapters/living-record.test.ts',
    tests: 'the receipt stays',
  },
  {
    guard: 'record: the root line is about what goes on now',
    patches: [cut('src/conversation/turn/order/records.ts', 'view: current && root', 'view: root')],
    suite: 'test/adapters/living-record.test.ts',
    tests: 'so does the root line',
  },
  {
    guard: 'talk: it goes on after the order',
    patches: [
      cut(
        'src/conversation/turn/place.ts',
        '  if (draft.handOver !== undefined) session.talk = { between: draft.handOver, on: true }\n',
      ),
    ],
    suite: 'test/adapters/living-record.test.ts',
    tests: 'goes on after the order is placed',
  },
  {
    guard: 'approval: refused by its channel, it goes another way',
    patches: [
      cut(
        'src/conversation/turn/approvals/approval-ways.ts',
        'asked: nextWay(draft, { asked, refused }, session), refused }',
        'asked: [], refused }',
      ),
    ],
    suite: 'test/adapters/slack/undelivered.test.ts',
    tests: 'goes to an approver in their direct messages',
  },
  {
    guard: 'approval: nobody asked is said',
    patches: [
      cut('src/domain/draft/prices/approvals.ts', 'approval.ways.asked.length === 0', 'approval.ways.asked.length < 0'),
    ],
    suite: 'test/adapters/slack/undelivered.test.ts',
    tests: 'with nobody left to ask',
  },
  {
    guard: 'in a shared thread a card out of sight moves down',
    patches: [cut('src/conversation/edge/channel.ts', 'alone ? 0 : MAX_BELOW)', 'alone ? 0 : 10 * MAX_BELOW)')],
    suite: 'test/adapters/where-one-looks.test.ts',
    tests: 'after fifteen messages it moves down',
  },
  {
    guard: 'card: below the words of who talks alone',
    patches: [cut('src/conversation/edge/channel.ts', 'alone ? 0 : MAX_BELOW', 'alone ? MAX_BELOW : MAX_BELOW')],
    suite: 'test/adapters/living-record.test.ts',
    tests: 'the answer stands below the words',
  },
  {
    guard: 'card: states in quick succession are one',
    patches: [cut('src/jobs/delivery.ts', 'const STATES = 400', 'const STATES = 0')],
    suite: 'test/jobs/delivery.test.ts',
    tests: 'within 400 ms are shown once',
  },
  {
    guard: 'one post a turn: what is told stands on the card',
    patches: [cut('src/conversation/turn/one-post.ts', 'if (folded.length === 0) return', 'return')],
    suite: 'test/adapters/where-one-looks.test.ts',
    tests: 'what cannot be had is told in the first lines',
  },
  {
    guard: 'what was told stays readable where the card went on',
    patches: [cut('adapters/discord/outbound/deliver.ts', 'blocks: old.told ?? []', 'blocks: []')],
    suite: 'test/adapters/where-one-looks.test.ts',
    tests: 'what cannot be had is told in the first lines',
  },
  {
    guard: 'Slack: the deleted first message of a thread is taken back',
    patches: [cut('adapters/slack/outbound/messages.ts', ' || event.message?.subtype === TOMBSTONE')],
    suite: 'test/adapters/slack/odd-payloads.test.ts',
    tests: 'undoes what it said, like an edit',
  },
  {
    guard: 'Slack: an order goes on where the first message of its thread is gone',
    patches: [cut('adapters/slack/outbound/deliver.ts', "=== 'thread_not_found'", "=== 'no such word'")],
    suite: 'test/adapters/slack/delivery.test.ts',
    tests: 'first message was deleted meanwhile',
  },
  {
    guard: 'Discord: a deleted message is taken back',
    patches: [cut('adapters/discord/inbound/hear.ts', 'gone(readDeleted(d))', 'gone(undefined)')],
    suite: 'test/adapters/odd-moments.test.ts',
    tests: 'taken back is undone',
  },
  {
    guard: 'Discord: what is kept of people is bounded',
    patches: [cut('adapters/discord/app.ts', 'makeCache: Options.cacheWithLimits(KEPT),')],
    suite: 'test/adapters/discord/sign-in.test.ts',
    tests: 'does not grow with their number',
  },
  {
    guard: 'a request that arrived after all is told',
    patches: [cut('src/store/turn/approval-turn.ts', '...(await arrived(sql)), ')],
    suite: 'test/adapters/slack/undelivered.test.ts',
    tests: 'token was revoked',
  },
  {
    guard: 'Slack: amounts stand before lines on the first page',
    patches: [cut('adapters/slack/renderer/pages.ts', 'isPaged(block) ? 1 : 0', 'isPaged(block) ? 0 : 1')],
    suite: 'test/adapters/slack/pages.test.ts',
    tests: 'amounts, address and payment are on page one',
  },
  {
    guard: 'approval: a decided request stays as it was decided',
    patches: [cut('src/conversation/turn/approvals/approval-news.ts', "same?.status !== 'open'", 'same === undefined')],
    suite: 'test/adapters/slack/approval-cards.test.ts',
    tests: 'opens a form with the suggested amount',
  },
  {
    guard: 'hand-over: one has it',
    patches: [
      cut(
        'src/conversation/turn/people/hand-over.ts',
        "  if (known.status === 'taken' && there)",
        "  if (known.status === 'taken' && there && known.by?.id === actor.id)",
      ),
    ],
    suite: 'test/reliability/hand-over.test.ts',
    tests: 'two reps take over at once',
  },
  {
    guard: 'a press counts on the card it stood on',
    patches: [
      cut(
        'src/conversation/turn/reading/interpret.ts',
        '  if (isStale(decoded.value, draft)) return',
        '  if (draft === undefined && isStale(decoded.value, draft)) return',
      ),
    ],
    suite: 'test/adapters/terminal/contract.test.ts',
    tests: 'an old button changes nothing',
  },
  {
    guard: 'linking: wrong codes end',
    patches: [
      cut(
        'src/store/people/identity.ts',
        'if (waiting === undefined || waiting.tries >= TRIES_PER_CODE)',
        'if (waiting === undefined)',
      ),
    ],
    suite: 'test/adapters/discord/linking.test.ts',
    tests: 'five wrong ones end it',
  },
  {
    guard: 'linking: so many codes an hour',
    patches: [cut('src/store/people/identity.ts', `  if (own >= ASKED_BY_USER) return { kind: 'slow-down' }\n`)],
    suite: 'test/adapters/discord/linking.test.ts',
    tests: 'the fourth request of an hour',
  },
  {
    guard: 'linking: the same words whether or not there is an account',
    patches: [
      cut(
        'src/conversation/turn/people/identity.ts',
        "  session.says.push({ kind: 'screen', draw: (context) => codeSentView(email, context) })",
        "  if (asked.kind === 'asked' && asked.mail) session.says.push({ kind: 'screen', draw: (context) => codeSentView(email, context) })",
      ),
    ],
    suite: 'test/adapters/discord/linking.test.ts',
    tests: 'an address with an account and one without',
  },
  {
    guard: 'linking: an account is named by its code alone',
    patches: [
      cut(
        'src/store/people/identity.ts',
        'return same(waiting.hash, hashOf(user, code)) ? waiting',
        'return true ? waiting',
      ),
    ],
    suite: 'test/adapters/discord/linking.test.ts',
    tests: 'an address with an account and one without',
  },
  {
    guard: 'linking: unlinked is a guest',
    patches: [
      cut(
        'src/store/people/identity.ts',
        'delete from customer_link where user_key',
        'select 1 from customer_link where user_key',
      ),
    ],
    suite: 'test/adapters/discord/linking.test.ts',
    tests: 'unlinked, they are a guest',
  },
  {
    guard: 'Discord: of two processes one answers',
    patches: [cut('adapters/discord/inbound/interactions.ts', '  if (fresh) return inbound\n', '  return inbound\n')],
    suite: 'test/adapters/discord/steadiness.test.ts',
    tests: 'while two overlap everything',
  },
  {
    guard: 'a clear change is made while a person helps',
    patches: [
      cut(
        'src/conversation/turn/people/hand-over.ts',
        'heard.requests.filter((request) => !isTheirs(request, session))',
        'heard.requests.slice(0, 0)',
      ),
    ],
    suite: 'test/reliability/after-words.test.ts',
    tests: 'does the same with and without them',
  },
  {
    guard: 'a customer cancels by the press on its amount',
    patches: [
      cut(
        'src/conversation/turn/order/orders.ts',
        'if (own !== undefined && agreedTo(request, session) !== own.amount)',
        'if (own !== undefined && own.amount < 0)',
      ),
    ],
    suite: 'test/reliability/after-words.test.ts',
    tests: 'nothing happens before the press',
  },
  {
    guard: 'one thing of a card is the next to do, while something is asked too',
    patches: [cut('src/conversation/screens/cart/cart-controls.ts', 'const next = main ?? first', 'const next = main')],
    suite: 'test/conversation/screens/limits.test.ts',
    tests: 'rep, ready, others',
  },
  {
    guard: 'handed back, nobody is waited for',
    patches: [
      cut(
        'src/conversation/turn/people/hand-over.ts',
        "marked(session, { kind: 'hand-over', between: undefined })",
        "marked(session, { kind: 'hand-over', between: { ...known, status: 'waiting' } })",
      ),
    ],
    suite: 'test/reliability/hand-over.test.ts',
    tests: 'nobody waits, both are told',
  },
  {
    guard: 'what a helper says to the order at the desk is heard',
    patches: [cut('src/conversation/turn/reading/hearing.ts', ' || isSaidAtDesk(inbound.text, { ...context, draft })')],
    suite: 'test/reliability/after-words.test.ts',
    tests: 'what the helper says to the order',
  },
  {
    guard: 'talk at the desk is talk',
    patches: [
      cut(
        'src/conversation/turn/reading/hearing.ts',
        '    return !(isPlainCommand(inbound.text, shop) || isSaidAtDesk(inbound.text, { ...context, draft }))\n',
        '    return false\n',
      ),
    ],
    suite: 'test/reliability/after-words.test.ts',
    tests: 'plain talk at the desk stays there',
  },
  {
    guard: 'Discord: without a place the order is shown under the command',
    patches: [
      cut(
        'adapters/discord/outbound/in-place.ts',
        '  if (channel === undefined) return here(delivery, ack, deps, saying)\n',
        "  if (channel === undefined) return { kind: 'refused', why: 'no place' }\n",
      ),
    ],
    suite: 'test/adapters/discord/places.test.ts',
    tests: 'a card of its own under the command',
  },
  {
    guard: 'Discord: a pointer names where something was shown',
    patches: [
      cut(
        'adapters/discord/outbound/places.ts',
        'known.at >= since) return known.where',
        "known.at >= since) return { kind: 'channel', channel: '1' }",
      ),
      cut(
        'adapters/discord/outbound/places.ts',
        'for (const tell of waiting.get(thread) ?? []) tell(where)',
        "for (const tell of waiting.get(thread) ?? []) tell({ kind: 'channel', channel: '1' })",
      ),
    ],
    suite: 'test/adapters/discord/places.test.ts',
    tests: 'the pointer names the place',
  },
  {
    guard: 'Discord: one first answer an interaction',
    patches: [cut('adapters/discord/inbound/interactions.ts', "  if (ack.state !== 'waiting') return\n")],
    suite: 'test/adapters/discord/steadiness.test.ts',
    tests: 'a form whose turn takes longer',
  },
  {
    guard: 'an order in which nothing waited is not released',
    patches: [
      cut(
        'src/domain/order/release.ts',
        "  if (!waitsOrCame(order)) return refuse(order, { kind: 'nothing-waits' })\n",
      ),
    ],
    suite: 'test/reliability/what-was-meant.test.ts',
    tests: 'release and wait',
  },
  {
    guard: 'what was unclear is an open question of the order',
    patches: [
      cut(
        'src/conversation/turn/reading/reading.ts',
        "carryOut({ kind: 'ask', question: { ...request, text } }, session)",
        'session.says.push(tell(request.about + text))',
      ),
    ],
    suite: 'test/conversation/open-questions.test.ts',
    tests: 'is asked about on the order, stays open at place',
  },
  {
    guard: 'nothing is placed while something said is open',
    patches: [
      cut(
        'src/conversation/turn/place.ts',
        '  if (openQuestions(session.draft).length > 0) return stillOpen(session)\n',
      ),
    ],
    suite: 'test/conversation/open-questions.test.ts',
    tests: 'place names the question',
  },
  {
    guard: 'what surely means something by itself is no reason and no name',
    patches: [
      cut(
        'src/conversation/turn/reading/interpret.ts',
        'said === undefined && meansByItself(',
        'said !== said && meansByItself(',
      ),
    ],
    suite: 'test/conversation/open-questions.test.ts',
    tests: '2 red mugs',
  },
  {
    guard: 'yes and a position answer only what was just asked',
    patches: [
      cut(
        'src/conversation/turn/reading/interpret.ts',
        'const fresh = own && draft.overtaken !== true',
        'const fresh = own',
      ),
    ],
    suite: 'test/conversation/open-questions.test.ts',
    tests: 'six messages later|a position counts at once|a yes to a cancel',
  },
  {
    guard: 'a number that begins with 0 is no American one',
    patches: [
      cut(
        'src/domain/base/contact.ts',
        "phone?.countryCallingCode === '1' && /^[01]/.test(phone.nationalNumber)",
        'phone === undefined',
      ),
    ],
    suite: 'test/domain/contact.test.ts',
    tests: '0228 123456',
  },
  {
    guard: 'everyday questions: what is asked in a question is not done',
    patches: [
      cut(
        'src/conversation/turn/reading/asked-only.ts',
        'if (!unread && !changed && !ofCart) return read',
        'if (!unread && !ofCart) return read',
      ),
    ],
    suite: 'test/conversations/by-rule/by-rule.test.ts',
    tests: 'questions/09',
  },
  {
    guard: 'everyday parcels: an address that is not complete is of those units alone',
    patches: [
      cut('src/conversation/resolve/parcels.ts', '...(whole ? {} : { units }) }, context)', '...{} }, context)'),
    ],
    suite: 'test/conversations/by-rule/by-rule.test.ts',
    tests: 'parcels/06',
  },
  {
    guard: 'everyday names: what is called mug is no enamel mug',
    patches: [
      cut(
        'src/conversation/understanding/everyday/plain-add.ts',
        'return there || !alike ? undefined :',
        'return there || alike || !alike ? undefined :',
      ),
    ],
    suite: 'test/conversations/by-rule/by-rule.test.ts',
    tests: 'corrections/08',
  },
  {
    guard: 'a part of an address has the shape of one',
    patches: [
      cut(
        'src/conversation/turn/reading/pending.ts',
        'said === undefined && fitsField(pending.field, placeWithin(words)) && ',
        'said === undefined && ',
      ),
    ],
    suite: 'test/reliability/said-by-strangers.test.ts',
    tests: 'a name is none where somebody speaks',
  },
  {
    guard: 'a question that holds something said is not dropped by the next fact',
    patches: [
      cut(
        'src/domain/draft/open-questions.ts',
        '  if (!holdsWords(question)) return true\n',
        '  if (question.kind !== undefined) return true\n',
      ),
    ],
    suite: 'test/conversation/open-questions.test.ts',
    tests: 'the next fact drops no question',
  },
  {
    guard: 'a word is asked of the SKUs of the shop before any shape',
    patches: [
      cut('src/conversation/requests/words/plain-skus.ts', 'knownSku(word, skus) ?? (isSku(word)', '(isSku(word)'),
    ],
    suite: 'test/conversation/skus.test.ts',
    tests: 'add 1 SKU',
  },
  {
    guard: 'a line that could not be opened is opened again',
    patches: [
      cut('src/host/keep-up.ts', 'refusals++ : attempt++))\n      continue', 'refusals++ : attempt++))\n      return'),
    ],
    suite: 'test/reliability/keep-up.test.ts',
    tests: 'a refusal is said once',
  },
  {
    guard: 'a line that announces its end is replaced before it closes',
    patches: [cut('src/host/keep-up.ts', '      before = next\n', '      await next.close()\n')],
    suite: 'test/reliability/keep-up.test.ts',
    tests: 'a line that announces its end',
  },
  {
    guard: 'used buttons of a private note disappear',
    patches: [cut('adapters/slack/inbound/acts.ts', 'if (used !== undefined) await guarded(log, used)\n      }', '}')],
    suite: 'test/adapters/slack/approval-cards.test.ts',
    tests: 'loses what was used of it',
  },
  {
    guard: 'a change that comes before its message is what was said',
    patches: [cut('src/conversation/turn/turn.ts', "if (turn.heardBefore === 'nothing') return said(session, deps)")],
    suite: 'test/adapters/odd-moments.test.ts',
    tests: 'a change that comes before its message',
  },
  {
    guard: 'Discord: what was said while Parley was away is read after a sign-in',
    patches: [
      cut(
        'adapters/discord/inbound/missed.ts',
        'if (now() - at < FRESH) await deps.take(',
        'if (now() < FRESH) await deps.take(',
      ),
    ],
    suite: 'test/adapters/discord/missed.test.ts',
    tests: 'are answered by the next start',
  },
  {
    guard: 'a packet that discord.js cannot parse is left',
    patches: [
      cut('adapters/discord/inbound/packets.ts', '      onFault(error)\n      return true\n', '      throw error\n'),
    ],
    suite: 'test/reliability/connections.test.ts',
    tests: 'both are up|packets that discord.js cannot parse',
  },
  {
    guard: 'what nobody catches does not end the process',
    patches: [
      cut('src/host/guard.ts', "  process.on('unhandledRejection', onRejection)\n"),
      cut('src/host/guard.ts', "  process.on('uncaughtException', onException)\n"),
    ],
    suite: 'test/reliability/connections.test.ts',
    tests: 'both are up|what nobody catches',
  },
  {
    guard: 'the SDK does not hang up by itself when Slack announces the end',
    patches: [cut('adapters/slack/sockets.ts', "  client.removeAllListeners('ws_message')\n")],
    suite: 'test/reliability/connections.test.ts',
    tests: 'both are up|Slack ends both sockets at once',
  },
  {
    guard: 'a wait that Slack asks for covers the method',
    patches: [
      cut(
        'adapters/slack/outbound/posting.ts',
        "if (failure.kind === 'later' && failure.why === 'ratelimited')",
        "if (failure.kind === 'gone')",
      ),
    ],
    suite: 'test/adapters/slack/rates.test.ts',
    tests: 'a wait that Slack asks for',
  },
  {
    guard: 'nothing is answered in a channel before it is known who reads along',
    patches: [
      cut(
        'adapters/slack/inbound/acts.ts',
        'unsure === undefined || (await externals.sure(unsure)) ? inbound',
        'unsure !== unsure || externals === undefined ? inbound',
      ),
    ],
    suite: 'test/adapters/slack/external.test.ts',
    tests: 'another company reads',
  },
  {
    guard: 'commands are sent only when they changed',
    patches: [
      cut('adapters/discord/registration.ts', 'if (!same(await listed(rest, everywhere), wanted)) await', 'await'),
    ],
    suite: 'test/adapters/discord/registration.test.ts',
    tests: 'registered again',
  },
  {
    guard: 'a fraction or a range is never another number',
    patches: [
      cut('src/conversation/turn/reading/read-freely.ts', '  if (broken.length > 0)', '  if (broken === said)'),
    ],
    suite: 'test/conversation/whole-numbers.test.ts',
    tests: 'is asked about and adds nothing',
  },
  {
    guard: 'a number at a unit is a measure',
    patches: [cut('src/conversation/understanding/words/numbers.ts', ' || isMeasure(tokens, at)')],
    suite: 'test/conversation/whole-numbers.test.ts',
    tests: 'counts',
  },
  {
    guard: 'half a dozen is six',
    patches: [cut('src/conversation/turn/reading/read-freely.ts', 'withWholeDozens(said)', 'said')],
    suite: 'test/conversation/whole-numbers.test.ts',
    tests: 'dozen blue mugs',
  },
  {
    guard: 'a plain command with a bad argument says what is wrong with it',
    patches: [cut('src/conversation/turn/reading/interpret.ts', '  if (begun?.sure === true) return wrongly(begun)\n')],
    suite: 'test/conversation/every-command.test.ts',
    tests: 'price with a bad argument|refund with a bad argument',
  },
  {
    guard: 'a contact is an e-mail address or a phone number',
    patches: [
      cut(
        'src/conversation/forms/form-reading.ts',
        'if (normaliseEmail(contact) === undefined && normalisePhone(contact, settings.country) === undefined)',
        'if (contact === kind)',
      ),
    ],
    suite: 'test/conversation/forms.test.ts',
    tests: 'customer',
  },
  {
    guard: 'reading: a message of many parts is not read part by part',
    patches: [cut('src/conversation/turn/reading/read-parts.ts', ' || parts.length > 12')],
    suite: 'test/conversation/understanding/reading-work.test.ts',
    tests: 'only where the parts are few',
  },
  {
    guard: 'reading: what can be no shares is not asked for its item',
    patches: [
      cut('src/conversation/turn/reading/read-parts.ts', " || !mayBeShares(tail.replace(HALF, '1 '), catalog)"),
    ],
    suite: 'test/conversation/understanding/reading-work.test.ts',
    tests: 'only where the parts are few',
  },
  {
    guard: 'reading: the same words of a large shop are looked for once',
    patches: [cut('src/domain/catalog/named-products.ts', 'of differing(text, runs)', 'of runs')],
    suite: 'test/conversation/understanding/reading-work.test.ts',
    tests: 'without asking again for the same words',
  },
  {
    guard: 'reading: a stretch of a long message is short',
    patches: [cut('src/conversation/understanding/reader/spans/lattice.ts', 'bounds.length > LONGEST ? 2 :', '')],
    suite: 'test/conversation/understanding/reading-work.test.ts',
    tests: 'so many candidates',
  },
  {
    guard: 'audit: a press against the rules is a line of the audit',
    patches: [cut('src/host/reporting.ts', 'isPress(inbound) && AUDITED.has(kind)', 'false')],
    suite: 'test/reliability/operations.test.ts',
    tests: 'are lines of the audit',
  },
  {
    guard: 'figures: what was refused is counted by kind',
    patches: [cut('src/conversation/turn/turn.ts', '...(refused.length === 0 ? {} : { refused }),', '')],
    suite: 'test/reliability/operations.test.ts',
    tests: 'counted by kind',
  },
  {
    guard: 'alarm: said once, and again hourly',
    patches: [
      cut('src/jobs/alarms.ts', 'if (before?.isOpen === true && now.getTime() - before.at.getTime() < HOUR) continue'),
    ],
    suite: 'test/jobs/alarms.test.ts',
    tests: 'a cause is told once',
  },
  {
    guard: 'alarm: that it is over is said',
    patches: [cut('src/jobs/alarms.ts', 'if (!isOpen || alarms.some(', 'if (cause !== undefined || alarms.some(')],
    suite: 'test/jobs/alarms.test.ts',
    tests: 'a cause is told once',
  },
  {
    guard: 'alarm: a channel that is back within a minute is none',
    patches: [cut('src/jobs/alarms.ts', 'now - since >= PATIENCE * 1_000', 'now >= since')],
    suite: 'test/jobs/alarms.test.ts',
    tests: 'what is an alarm',
  },
  {
    guard: 'HTTP: a request that dribbles is given up',
    patches: [
      cut('src/host/http-limits.ts', 'requestTimeout: deadline', 'requestTimeout: 0'),
      cut('src/host/http-limits.ts', 'headersTimeout: deadline', 'headersTimeout: 0'),
    ],
    suite: 'test/reliability/operations.test.ts',
    tests: 'connections that dribble',
  },
  {
    guard: 'HTTP: a body that dribbles is given up, however quickly its head came',
    patches: [cut('src/host/http-limits.ts', 'requestTimeout: deadline', 'requestTimeout: 0')],
    suite: 'test/reliability/operations.test.ts',
    tests: 'connections that dribble',
  },
  {
    guard: 'HTTP: an address has its share of connections',
    patches: [cut('src/host/http-limits.ts', 'if (now > limits.perAddress) socket.destroy()')],
    suite: 'test/reliability/operations.test.ts',
    tests: 'one address has its share',
  },
  {
    guard: 'HTTP: an address is what a proxy of ours names',
    patches: [cut('src/host/http-limits.ts', 'hops.at(-trustedProxies)', 'hops.at(0)')],
    suite: 'test/reliability/operations.test.ts',
    tests: 'behind trusted proxies',
  },
  {
    guard: 'one clock: how old a message on Discord is',
    patches: [cut('adapters/discord/inbound/hear.ts', 'now: host.now', 'now: Date.now')],
    suite: 'test/adapters/discord/missed.test.ts',
    tests: 'longer ago',
  },
  {
    guard: 'floods: what one person sends waits behind their own to be acknowledged',
    patches: [
      cut('src/store/turn/turn-store.ts', 'claims.run(received, 0', "claims.run({ user: 'x', thread: received.id }, 0"),
    ],
    suite: 'test/reliability/floods.test.ts',
    tests: 'to be acknowledged',
  },
  {
    guard: 'restore: what does not add up is no proof',
    patches: [cut('src/cli/backup.ts', 'if (violations.length > 0) throw', 'if (violations.length < 0) throw')],
    suite: 'test/cli/backup-check.test.ts',
    tests: 'a backup is proved',
  },
  {
    guard: 'a shipping price is for the method it was asked for',
    patches: [
      cut(
        'src/domain/draft/prices/limits.ts',
        'if (command.method !== undefined && method !== undefined && command.method !== method)',
        "if (command.method === 'none' && method !== undefined)",
      ),
    ],
    suite: 'test/reliability/said-by-strangers.test.ts',
    tests: 'a shipping price asked for one method',
  },
  {
    guard: 'undo leaves what was said open',
    patches: [
      cut(
        'src/domain/draft/open-questions.ts',
        "new Set(['swap-coupon', 'keep-override'])",
        "new Set(['swap-coupon', 'keep-override', 'over-limit', 'reason', 'comment'])",
      ),
    ],
    suite: 'test/reliability/said-by-strangers.test.ts',
    tests: 'undo takes back a change',
  },
  {
    guard: 'a look is no comment',
    patches: [
      cut('src/conversation/turn/reading/pending.ts', ' || heard.looks()) return undefined', ') return undefined'),
    ],
    suite: 'test/reliability/said-by-strangers.test.ts',
    tests: 'the number of an order, a command',
  },
  {
    guard: 'the number of an order is that order',
    patches: [
      cut(
        'src/conversation/turn/reading/understood.ts',
        '  if (alone !== undefined) return',
        '  if (alone !== undefined && Math.random() > 2) return',
      ),
    ],
    suite: 'test/reliability/said-by-strangers.test.ts',
    tests: 'is answered with that order',
  },
  {
    guard: 'a question about somebody sets no contact',
    patches: [
      cut(
        'src/conversation/turn/contact-apart.ts',
        "  if (asksOf(said, email)) return { kind: 'not-understood', words: [email] }\n  if (buyer",
        '  if (buyer',
      ),
    ],
    suite: 'test/reliability/said-by-strangers.test.ts',
    tests: 'a question about somebody chooses nobody',
  },
  {
    guard: 'a rep goes once what they began is answered',
    patches: [
      cut(
        'src/conversation/turn/people/hand-over.ts',
        'if (mine === undefined || hasOpenPoints(session)) return',
        'if (mine === undefined) return',
      ),
    ],
    suite: 'test/reliability/sides.test.ts',
    tests: 'a rep goes once',
  },
  {
    guard: 'what was given shrinks with the order',
    patches: [
      cut(
        'src/domain/draft/decide/decide.ts',
        'shrinkGiven(settleApproval(before, shrinkGiven(made, context), context), context)',
        'settleApproval(before, made, context)',
      ),
    ],
    suite: 'test/reliability/sides.test.ts',
    tests: 'shrinks with what the customer takes out',
  },
  {
    guard: 'notes of a rep stay at the desk',
    patches: [
      cut(
        'src/domain/draft/sides.ts',
        "if (handOver?.status !== 'taken' || actor.kind !== 'staff') return [command]",
        "if (handOver?.status !== 'taken' || actor.kind !== 'system') return [command]",
      ),
    ],
    suite: 'test/reliability/sides.test.ts',
    tests: 'what a rep writes down',
  },
  {
    guard: 'a card number in pieces is kept nowhere',
    patches: [
      cut(
        'src/conversation/engine.ts',
        'mayBePiece(received) ? (before: SaidBefore) => withoutPiece(received, before) : undefined',
        'undefined as undefined | ((before: SaidBefore) => typeof received)',
      ),
    ],
    suite: 'test/reliability/said-by-strangers.test.ts',
    tests: 'told in pieces',
  },
  {
    guard: 'while a rep is asked about a discount the customer buys nothing',
    patches: [cut('src/domain/draft/sides.ts', "question?.kind === 'over-limit')", 'question === undefined && false)')],
    suite: 'test/reliability/sides.test.ts',
    tests: 'sells nothing',
  },
  {
    guard: 'what comes up short after "only what is here" is asked anew',
    patches: [cut('src/domain/draft/decide/decide-draft.ts', 'return grows', 'return grows && moves.length < 0')],
    suite: 'test/reliability/said-by-strangers.test.ts',
    tests: 'leaves out what it was said of',
  },
  {
    guard: 'what is not to be done is not done',
    patches: [
      cut(
        'src/conversation/turn/reading/not-done.ts',
        'if (unwanted ? requests.some(goods)',
        "if (said === '' ? requests.some(goods)",
      ),
    ],
    suite: 'test/reliability/said-by-strangers.test.ts',
    tests: 'it stays, and how it stands is shown',
  },
  {
    guard: 'what is told or supposed is not done',
    patches: [
      cut(
        'src/conversation/turn/reading/not-done.ts',
        'if (kept.length < read.requests.length)',
        'if (kept.length > read.requests.length)',
      ),
    ],
    suite: 'test/reliability/said-by-strangers.test.ts',
    tests: 'her office moved: it is sent to home',
  },
  {
    guard: 'the number of something else is no count',
    patches: [
      cut(
        'src/conversation/requests/words/measures.ts',
        '...found([...OF_PLACE, LABELLED, POSTCODE, PRICE],',
        '...found([...OF_PLACE, POSTCODE, PRICE],',
      ),
    ],
    suite: 'test/reliability/said-by-strangers.test.ts',
    tests: 'ref: 991',
  },
  {
    guard: 'a reason is what is said next to its question',
    patches: [
      cut(
        'src/conversation/turn/reading/pending.ts',
        "if (!fresh) return reads() ? undefined : { requests: [{ kind: 'ask-again', to: text.trim() }], open: true }",
      ),
    ],
    suite: 'test/reliability/said-by-strangers.test.ts',
    tests: 'a reason is what is said next to it',
  },
  {
    guard: 'who thinks aloud gives no reason',
    patches: [
      cut('src/conversation/turn/reading/pending.ts', 'if (tellsNoReason(text)) return', 'if (text === null) return'),
    ],
    suite: 'test/reliability/said-by-strangers.test.ts',
    tests: 'hmm let me check with lee',
  },
  {
    guard: 'what is left of an address is no address',
    patches: [
      cut(
        'src/conversation/turn/reading/interpret.ts',
        'inbound.cleaned === undefined ? read.requests : withoutCutAddress(read.requests, inbound.text)',
        'read.requests',
      ),
    ],
    suite: 'test/reliability/said-by-strangers.test.ts',
    tests: 'what is left of an address',
  },
  {
    guard: 'the pieces before the last one of a card number go as well',
    patches: [cut('src/store/turn/open-turn.ts', 'if (wasLastPiece(inbound)) {', 'if (!inbound) {')],
    suite: 'test/reliability/said-by-strangers.test.ts',
    tests: 'told in pieces',
  },
  {
    guard: 'a stranger in a thread sees only their answers',
    patches: [
      cut(
        'src/store/outbox/outbox.ts',
        "  if (!thread.endsWith(':approvals'))\n    return",
        "  if (!thread.endsWith(':approvals')) return Prisma.sql`true`\n  if (!thread.endsWith(':approvals'))\n    return",
      ),
    ],
    suite: 'test/reliability/said-by-strangers.test.ts',
    tests: 'a stranger in it sees only',
  },
] as const satisfies readonly Mutant[]

/** The few that run at every change; together under a minute. */
export const SHORT: readonly Mutant[] = MUTANTS.filter(({ guard }) =>
  /^(?:inbox check|one order family|guarded reservation|revision of the draft|redaction)/.test(guard),
)

const ROOT = path.join(import.meta.dirname, '../..')
const COPIED = [
  'src',
  'adapters',
  'playground',
  'prisma',
  'test',
  'bin',
  'slack-manifest.yaml',
  'package.json',
  'tsconfig.json',
  'vitest.config.ts',
  'prisma.config.ts',
]
/** Shared with the original: packages, and the test server. */
const LINKED = ['node_modules', '.data']

export type Verdict = {
  readonly guard: string
  readonly killed: boolean
  readonly failed: number
  readonly passed: number
  readonly seconds: number
  readonly output: string
}
export type Copy = {
  /** The same tests with every guard in place: they must pass, or a mutant's failure says nothing. */
  readonly unharmed: (mutants: readonly Mutant[]) => Promise<readonly Verdict[]>
  readonly run: (mutant: Mutant) => Promise<Verdict>
  readonly remove: () => void
}

/** A copy of the sources in the temporary folder; every run patches it, tests it and puts it back. */
export function copyOfSources(): Copy {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'parley-mutant-'))
  fs.chmodSync(folder, 0o755) // the test server may run under another account
  for (const name of COPIED)
    if (fs.existsSync(path.join(ROOT, name)))
      fs.cpSync(path.join(ROOT, name), path.join(folder, name), { recursive: true })
  fs.mkdirSync(path.join(ROOT, '.data'), { recursive: true })
  for (const name of LINKED) fs.symlinkSync(path.join(ROOT, name), path.join(folder, name))
  return {
    async unharmed(mutants) {
      const verdicts: Verdict[] = []
      for (const suite of new Set(mutants.map((mutant) => mutant.suite))) {
        const tests = mutants.filter((mutant) => mutant.suite === suite).map((mutant) => mutant.tests)
        verdicts.push(await judged(folder, { guard: suite, patches: [], suite, tests: tests.join('|') }))
      }
      return verdicts
    },
    async run(mutant) {
      for (const patch of mutant.patches) apply(folder, patch)
      try {
        return await judged(folder, mutant)
      } finally {
        for (const { file } of mutant.patches) fs.copyFileSync(path.join(ROOT, file), path.join(folder, file))
      }
    },
    remove: () => fs.rmSync(folder, { recursive: true, force: true }),
  }
}

function apply(folder: string, { file, search, replace }: Patch): void {
  const at = path.join(folder, file)
  const before = fs.readFileSync(at, 'utf8')
  const found = before.split(search).length - 1
  if (found !== 1) throw new Error(`a mutant no longer fits: ${file} has ${found} times ${JSON.stringify(search)}`)
  fs.writeFileSync(
    at,
    before.replace(search, () => replace),
  )
}

const reportSchema = z.object({ numFailedTests: z.number(), numPassedTests: z.number(), numTotalTests: z.number() })

async function judged(folder: string, { guard, suite, tests }: Mutant): Promise<Verdict> {
  const began = performance.now()
  const file = path.join(folder, 'report.json')
  fs.rmSync(file, { force: true })
  const args = [
    path.join(ROOT, 'node_modules/vitest/vitest.mjs'),
    'run',
    suite,
    '-t',
    tests,
    '--bail=1',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]
  const output = await runQuietly(args, folder)
  // A suite that could not even start proves nothing: at least one test must have run and failed.
  const report = fs.existsSync(file)
    ? reportSchema.parse(JSON.parse(fs.readFileSync(file, 'utf8')))
    : { numFailedTests: 0, numPassedTests: 0 }
  const { numFailedTests: failed, numPassedTests: passed } = report
  return { guard, killed: failed > 0, failed, passed, seconds: (performance.now() - began) / 1000, output }
}

function runQuietly(args: readonly string[], cwd: string): Promise<string> {
  // A run inside a run: what the outer test runner put into the environment is not for the inner one.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(?:VITEST|TEST$|JEST_|NODE_ENV$|NODE_OPTIONS$)/.test(name)),
  )
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += String(text)))
    child.once('error', reject)
    child.once('close', () => resolve(output))
  })
}
