// Proof that the compiler leads: each mutation takes a row's field, a case, a kind of a list or a
// column out of a copy of the sources, and the copy must then not compile. Rule: a mutation that no
// longer fits stops the run. Next: scripts/type-mutants.ts runs all, test/type-mutants.test.ts ten
// at every change.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

export type TypeMutant = {
  readonly what: string
  readonly file: string
  readonly search: string
  readonly replace: string
}

const requests = (file: string) => `src/conversation/requests/${file}.ts`
const turn = (file: string) => `src/conversation/turn/${file}.ts`
const cut = (what: string, file: string, search: string, replace = ''): TypeMutant => ({ what, file, search, replace })

/**
 * Run at every change, several at once: `error` is what the compiler says of this one alone. Those
 * with `second` would change what it says of the others.
 */
export const FEW: readonly (TypeMutant & { readonly error: string; readonly second?: true })[] = [
  {
    ...cut("'cancel' is steered by nobody", turn('flow'), '  cancel,\n  clock: onTime,', '  clock: onTime,'),
    error: "turn/flow.ts: Property 'cancel' is missing",
  },
  {
    ...cut(
      'a hand-over nobody carries out',
      turn('people/hand-over'),
      "  'hand-back': (_, session) => handBack(session),\n",
    ),
    error: `people/hand-over.ts: Property '"hand-back"' is missing`,
  },
  {
    ...cut(
      "a control that cannot carry payment on 'delivery'",
      requests('delivery'),
      "'invoice', 'delivery')",
      "'invoice')",
    ),
    error: `requests/delivery.ts: Type 'ControlCodec<Flat<{ readonly payment: "invoice" | "link" | "stored"; }`,
  },
  {
    ...cut(
      'a column of an order misspelt',
      'src/store/order/order-columns.ts',
      '  subtotal: big,\n',
      '  subTotal: big,\n',
    ),
    error: "order/order-turn.ts: Argument of type '{ subtotal: boolean;",
  },
  {
    ...cut(
      'a request without its room',
      requests('draft'),
      "place: row<{ readonly seen?: string }>()({\n    as: 'flow',",
      'place: row<{ readonly seen?: string }>()({',
    ),
    error: "requests/draft.ts: Property 'as' is missing",
    second: true,
  },
  {
    ...cut(
      'a button whose request has no control',
      requests('draft'),
      "control: control('y', 'revision', one('point', maybe(text))),",
    ),
    error: `screens/question.ts: Type '"yes"' is not assignable`,
  },
  {
    ...cut('an argument no control carries', requests('lines'), 'list({ line, quantity: text })', 'list({ line })'),
    error: "requests/lines.ts: Type 'ControlCodec<Flat<{ readonly line: LineRef; }",
  },
  {
    ...cut('an edit nobody resolves', 'src/conversation/resolve/resolve.ts', '  note: resolveNoteLine,\n'),
    error: "resolve/resolve.ts: Property 'note' is missing",
  },
  {
    ...cut(
      'a command of the draft nobody decides',
      'src/domain/draft/decide/decide.ts',
      "  'ship-line-to': shipLineTo,\n",
    ),
    error: `decide/decide.ts: Property '"ship-line-to"' is missing`,
  },
  {
    ...cut('a policy no control carries', requests('draft'), "  'ship-available-drop-rest',\n  'move-to", "  'move-to"),
    error: `requests/draft.ts: Type 'ControlCodec<Flat<{ readonly policy: "move-to-separate-order" |`,
    second: true,
  },
]

/** What only the shop may read, given to a customer's view. */
const SIDES: readonly TypeMutant[] = [
  cut(
    "a customer's receipt of the whole draft",
    turn('cards'),
    'customerReceiptView(own.draft,',
    'customerReceiptView(draft,',
  ),
  cut(
    "a customer's receipt with what was given away",
    turn('cards'),
    'own.draft, own.ledger, ctx, placed',
    'own.draft, ledgerOf(draft, facts), ctx, placed',
  ),
  cut("a customer's card of the whole draft", turn('cards'), 'customerCartView(own.draft,', 'customerCartView(draft,'),
  cut("a customer's card with the limits", turn('cards'), 'facts: theirs(facts)', 'facts'),
  cut("a customer's refusal with a limit", turn('cards'), 'customerRefusal(refusal), draft', 'refusal, draft'),
  cut(
    'news of an order with the words of a memo',
    turn('order/telling'),
    "command: changed.command.kind === 'memo' ? { kind: 'memo' } : changed.command",
    'command: changed.command',
  ),
  cut(
    'news of an order from all of it',
    turn('order/telling'),
    'after: toldOrder(changed.after)',
    'after: changed.after',
  ),
  cut("a customer's order with memos", turn('order/shown-order'), 'customerOrder(order), ctx', 'order, ctx'),
  cut(
    "a customer's why of the whole draft",
    turn('reading/reading'),
    'customerWhyView(own.draft,',
    'customerWhyView(draft,',
  ),
  cut(
    'what is read back to a customer with memos',
    turn('reading/reading'),
    'customerReadBackView(own.draft,',
    'customerReadBackView(draft,',
  ),
  cut(
    "a customer's order that says who placed it",
    'src/conversation/screens/order/status.ts',
    "    sent: '',",
    '    sent: order.placedBy,',
  ),
  cut(
    'a screen that reads limits',
    'src/conversation/screens/context.ts',
    'ctx.shop.settings.currency}',
    'ctx.shop.settings.limits}',
  ),
]

export const TYPE_MUTANTS: readonly TypeMutant[] = [
  ...FEW,
  ...SIDES,
  ...(
    [
      [
        'place',
        "  place: (request, session) =>\n    session.inbound.kind === 'message' && session.actor.kind !== 'staff'\n      ? askToPress(session)\n      : place(request, session),\n",
      ],
      ['leave-out', "  'leave-out': (request, session) => leaveOutPoints(request, session),\n"],
      ['keep-override', "  'keep-override': (_, session) => keepShipping(session),\n"],
      ['confirm-reading', "  'confirm-reading': askReading,\n"],
      ['clock', '  clock: onTime,\n'],
      ['guest', '  guest: (request, _, context) => guest(request, context),\n'],
    ] as const
  ).map(([kind, entry]) => cut(`'${kind}' is carried out by nobody`, turn('flow'), entry)),
  ...(
    [
      ['ask-person', "  'ask-person': (_, session) => askPerson(session),\n"],
      ['take-over', "  'take-over': (_, session) => takeOver(session),\n"],
      ['end-talk', "  'end-talk': (_, session) => endTalk(session),\n"],
      ['say', '  say: ({ text }, session) => say(text, session),\n'],
    ] as const
  ).map(([kind, entry]) => cut(`'${kind}' is carried out by nobody`, turn('people/hand-over'), entry)),
  ...(
    [
      ['limit-choice', "  'limit-choice': (request, session) => chooseLimit(request, session),\n"],
      ['decide-approval', "  'decide-approval': decideOn,\n"],
      ['approval-clock', "  'approval-clock': clock,\n"],
      ['withdraw-approval', "  'withdraw-approval': own,\n"],
    ] as const
  ).map(([kind, entry]) => cut(`'${kind}' is carried out by nobody`, turn('approvals/approvals'), entry)),
  cut(
    "'that-order' is carried out by nobody",
    turn('order/orders'),
    "  'that-order': ({ act }, session) => aboutThatOrder(act, session),\n",
  ),
  cut(
    "'repeat-last' is carried out by nobody",
    turn('order/orders'),
    "  'repeat-last': ({ order }, session) => reorder(order, session),\n",
  ),
  cut("'swap' is carried out by nobody", turn('order/waiting'), ', swap: aboutWaiting }', ' }'),
  cut("'next' is carried out by nobody", turn('drafts'), '  next: turnTo,\n'),
  cut(
    "'link-code' is carried out by nobody",
    turn('people/identity'),
    "  'link-code': own(({ code }, session) => enterCode(code, session)),\n",
  ),
  cut("'change-stock' is carried out by nobody", turn('people/staff'), "  'change-stock': bookStock,\n"),
  cut("'help' is answered by nobody", turn('reading/reading'), '  help: says(() => draw(helpView)),\n'),
  cut("'stock' is answered by nobody", turn('reading/reading'), '  stock: says(stockAsked),\n'),
  cut('a whole room left out', turn('turn'), '  ...WAITING,\n'),
  cut(
    'a request in a room that does not exist',
    requests('people'),
    "staff: row()({ as: 'shop'",
    "staff: row()({ as: 'office'",
  ),
  cut('a right that does not exist', requests('placed'), "right: 'see-history'", "right: 'see-histories'"),
  cut(
    'a user where a thread belongs',
    'src/store/turn/open-turn.ts',
    'openSql(inboxKey(inbound), thread, user, now)',
    'openSql(inboxKey(inbound), user, thread, now)',
  ),
  cut(
    'a count where an amount belongs',
    'src/conversation/screens/staff/why.ts',
    'money(priced.unitPrice, ctx)} `',
    'money(priced.quantity, ctx)} `',
  ),
  cut(
    'a rate where an amount belongs',
    'src/domain/pricing/tax.ts',
    'mode.exempt ? 0 : percentOf(base, ratePpm)',
    'mode.exempt ? 0 : percentOf(ratePpm, base)',
  ),
  cut(
    'an argument taken off a row',
    requests('placed'),
    'readonly order: number; readonly sku: Sku; readonly quantity: number',
    'readonly order: number; readonly sku: Sku',
  ),
  cut(
    'an argument renamed in its row',
    requests('lines'),
    'readonly line: LineRef; readonly by: number',
    'readonly line: LineRef; readonly step: number',
  ),
  cut(
    'a control that reads text where a number is meant',
    requests('draft'),
    "one('days', count)",
    "one('days', text)",
  ),
  cut('a shape that reads no number', requests('draft'), 'days: Number(days)', 'days'),
  cut(
    'a phrase that means what its row does not take',
    requests('delivery'),
    "'pay link': { payment: 'link' }",
    "'pay link': { payment: 'links' }",
  ),
  cut('a command without an example', requests('talk'), "example: 'find blue mug'", ''),
  cut(
    'an act on a placed order no press means',
    requests('placed'),
    "      case 'paid':\n      case 'not-paid':\n",
    "      case 'paid':\n",
  ),
  cut(
    'a form nobody builds',
    requests('words/arguments'),
    "  'reply',\n] as const",
    "  'reply',\n  'gift-card',\n] as const",
  ),
  cut(
    'a freshness nobody judges',
    requests('control'),
    "'revision' | 'draft' | 'any'",
    "'revision' | 'draft' | 'day' | 'any'",
  ),
  cut(
    'a draft written beside the door',
    turn('flow'),
    "  marked(session, { kind: 'leave-out-all' })",
    '  session.draft = undefined',
  ),
  cut(
    'a mark nobody makes',
    'src/domain/draft/decide/mark.ts',
    '  own: (draft, { owner }) => ({ ...draft, owner }),\n',
  ),
  cut('an approval nobody decides', 'src/domain/draft/decide/decide.ts', "  'reroute-approval': rerouteApproval,\n"),
  cut('a command without its right', 'src/domain/model/permissions.ts', "  'ship-line-to': 'compose',\n"),
  cut('a role without its rights', 'src/domain/model/permissions.ts', '  lead,\n  manager,\n', '  manager,\n'),
  cut(
    'what the clock says, and nobody hears',
    requests('draft'),
    "'price-remind',\n  'date-slipped',",
    "'price-remind',",
  ),
  cut(
    'a whole row that others use',
    requests('talk'),
    "  'small-talk': row<{ readonly greeting?: true }>()({ as: 'look' }),\n",
  ),
]

const ROOT = path.resolve(import.meta.dirname, '../..')
/** The text to be cut is there once. */
export const fits = ({ file, search }: TypeMutant): boolean =>
  fs.readFileSync(path.join(ROOT, file), 'utf8').split(search).length === 2

export type TypeCopy = {
  /** What the compiler says of the copy with these mutations, or with none. */
  readonly errors: (...mutants: readonly TypeMutant[]) => string
  readonly remove: () => void
}

export function typeCopy(): TypeCopy {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'parley-types-'))
  for (const name of ['src', 'adapters', 'playground', 'package.json', 'tsconfig.json'])
    fs.cpSync(path.join(ROOT, name), path.join(folder, name), {
      recursive: true,
      filter: (from) => !/generated$|\.(?:txt|data)$/.test(from),
    })
  fs.symlinkSync(path.join(ROOT, 'src/generated'), path.join(folder, 'src/generated'))
  fs.symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'))
  const alone = JSON.stringify({ extends: './tsconfig.json', include: ['src', 'adapters'] })
  fs.writeFileSync(path.join(folder, 'tsconfig.alone.json'), alone)
  const compile = (): string => {
    const { stdout, error } = spawnSync(path.join(ROOT, 'node_modules/.bin/tsc'), ['-p', 'tsconfig.alone.json'], {
      cwd: folder,
      encoding: 'utf8',
    })
    if (error !== undefined) throw error
    return stdout
  }
  return {
    errors(...mutants) {
      const kept = new Map(mutants.map(({ file }) => [file, fs.readFileSync(path.join(folder, file), 'utf8')]))
      try {
        for (const { what, file, search, replace } of mutants) {
          const at = path.join(folder, file)
          const before = fs.readFileSync(at, 'utf8')
          if (!before.includes(search)) throw new Error(`a type mutant no longer fits ${file}: ${what}`)
          const after = before.replace(search, () => replace)
          fs.writeFileSync(at, after)
        }
        return compile()
      } finally {
        for (const [file, text] of kept) fs.writeFileSync(path.join(folder, file), text)
      }
    },
    remove: () => fs.rmSync(folder, { recursive: true, force: true }),
  }
}
