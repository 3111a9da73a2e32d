// As long as a message may be, of every shape anybody has thought of: one thing said again and again
// with each separator, one thing after a command's beginning, and random mixtures. Rule: the same
// seed gives the same texts. Next: test/bench/reading-bench.ts and reading-work.test.ts read them.
import { MAX_TEXT } from '#conversation/edge/clean.ts'

/** What is repeated: a piece of each kind of thing people, or nobody, would type. */
const PIECES: readonly string[] = [
  ...['a', 'x', 'mug', 'blue', 'large', 'and', 'or', 'no', 'not', 'to', 'the', 'it', 'each', 'one', 'for', 'with'],
  ...['blue mug', '2 blue mugs', 'a large red hoodie', 'mugg', 'hoodei', 'mgu', 'ultramug', 'navypolo', 'more', 'of'],
  ...['MUG-BLUE-11OZ', 'MUG-BLUE-11OX', 'MUG', 'HOOD-BLACK-L', 'A-', 'P-1', '2 MUG-BLUE-11OZ', 'sku'],
  ...['1', '2', '9', '12', '10001', '10%', '$5', '5.00', '1/2', '1.5', '-3', '2x', '3-4', '0', '11oz', '2026-12-24'],
  ...['(', ')', '[', '{', '"', "'", '-', '--', '/', '.', ',', '!', '?', '#', '@', '*', '|', ':', ';', '\\', '&', '+'],
  ...['drop the mug', 'make it 3', 'change', 'swap the mug for a hoodie', 'remove', 'same again', 'undo', 'instead'],
  ...[
    'split the mugs',
    'half of them',
    'ship to home',
    'ship the mugs to 12 Oak St',
    'send',
    'to 12 Elm St',
    'address',
  ],
  ...[
    '12 oak st, salem, OR 97301',
    'apt 4',
    'po box 7',
    'street',
    'pat@example.com',
    'a@',
    '555-0142',
    '+1 217 555 0142',
  ],
  ...['coupon SAVE10', 'code', 'take 10 off', 'free shipping', 'why', 'how much', 'what is', 'do you have', 'when'],
  ...[
    'order 10001',
    'order',
    'cancel 10001',
    'status',
    'return',
    'refund',
    'where is',
    'gift',
    'note',
    'engrave "Pat" on',
  ],
  ...[
    'please',
    'thanks',
    'hi',
    'sorry',
    'actually',
    'wait',
    'i meant',
    'can you',
    'i want',
    'tomorrow',
    'friday',
    'by',
  ],
  ...[
    'xs s m l xl',
    'red or blue',
    '8 each of m l xl',
    '3 red 4 blue',
    'in red',
    'black 38',
    'both',
    'another',
    'first',
  ],
  ...[
    'ü',
    'é',
    'ß',
    '漢字',
    'кружка',
    'قدح',
    '😀',
    'İ',
    'ﬁ',
    'e\u0301\u0302',
    'mug\u00e9',
    'ΜUG',
    'https://a.example/x',
    '<@U1>',
  ],
  ...['paid', 'cash', 'visa', '4111', '4242 4242', 'yes', 'no way', 'place', 'hold', 'pickup', 'express', 'invoice'],
]
const BETWEEN = [' ', ', ', '\n', ' and ', '. ', '', '; ', '? ', ' - ', ' or ', ': ', ',']
/** Beginnings that take the rest as something of theirs. */
const BEGUN = [
  ...[
    'ship to ',
    'bill to ',
    'note ',
    'comment ',
    'coupon ',
    'find ',
    'stock ',
    'order for ',
    'guest ',
    'take 5 off: ',
  ],
  ...['price MUG-BLUE-11OZ 5: ', 'add ', 'set MUG-BLUE-11OZ ', 'remove ', 'return 10001 ', 'cancel 10001 ', 'send '],
  ...[
    'ship the ',
    'engrave ',
    'do you have ',
    'what is ',
    'order 10001 ',
    'swap ',
    'change ',
    'make ',
    'replace ',
    '2 ',
  ],
  ...['split ', 'the mug ', 'i want ', 'why ', 'can you ', 'phone ', 'email ', 'refund 10001 ', 'where is ', 'with '],
]

const upTo = (text: string): string => text.slice(0, MAX_TEXT)
const filled = (piece: string, between: string, before = ''): string =>
  upTo(before + `${piece}${between}`.repeat(Math.ceil(MAX_TEXT / (piece.length + between.length))))

/** Each piece with each separator. */
export const repeatedTexts = (): readonly string[] =>
  PIECES.flatMap((piece) => BETWEEN.map((between) => filled(piece, between)))

/** Each beginning with each piece. */
export const begunTexts = (): readonly string[] =>
  BEGUN.flatMap((before) => PIECES.map((piece) => filled(piece, ' ', before)))

/** So many mixtures: of two to twelve pieces in turn or at random, with one or with any separators. */
export function mixedTexts(count: number, random: () => number): readonly string[] {
  const one = (list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? ''
  return Array.from({ length: count }, () => {
    const pieces = Array.from({ length: 2 + Math.floor(random() * 11) }, () => one(PIECES))
    const inTurn = random() < 0.5
    const between = random() < 0.5 ? one(BETWEEN) : undefined
    let text = random() < 0.3 ? one(BEGUN) : ''
    for (let n = 0; text.length < MAX_TEXT; n++)
      text += (inTurn ? (pieces[n % pieces.length] ?? '') : one(pieces)) + (between ?? one(BETWEEN))
    return upTo(text)
  })
}
