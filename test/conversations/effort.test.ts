// Twenty tasks of a rep: what is said and pressed, what was asked although it had been said, what
// was done wrong; beside the fields and presses of the form for the same, counted by hand. Printed
// as a table. Rule: a question is needless when everything it asks had been said.
import { expect, test } from 'vitest'
import { world } from '#test/support/world.ts'
import { busyShop } from './people.ts'

const shop = await world({ shop: busyShop() })

type Task = {
  readonly name: string
  /** `!` presses. */
  readonly steps: readonly string[]
  /** What the last answer shows when it is done. */
  readonly done: RegExp
  /** Fields to fill and presses, when done with forms and buttons alone. */
  readonly form: readonly [fields: number, presses: number]
}

const TASKS: readonly Task[] = [
  {
    name: 'phone order',
    steps: ['order for amy.park@example.com: 2 blue mugs and a large black hoodie', 'place'],
    done: /placed, 80\.64/,
    form: [5, 3],
  },
  {
    name: 'phone order with a code',
    steps: ['order for ben.cole@example.com: 3 white mugs, code save10', 'place'],
    done: /placed/,
    form: [5, 4],
  },
  {
    name: 'guest, foreign address',
    steps: ['guest pat@example.de: 2 white mugs', 'Pat Lee, Friedrichstr. 5, 10117 Berlin', 'pay link', 'place'],
    done: /placed, 48\.95/,
    form: [9, 4],
  },
  {
    name: 'guest, address in pieces',
    steps: ['guest joe@example.com', '2 white mugs', '9 Elm St, Salem, OR 97301', 'Joe Bloggs', 'pay link', 'place'],
    done: /placed, 29\.95/,
    form: [9, 4],
  },
  {
    name: 'repeat with changes',
    steps: ['order for jane.doe@example.com', 'like last time without the hoodie', 'place'],
    done: /placed, 31\.93/,
    form: [4, 4],
  },
  {
    name: 'repeat in another size',
    steps: ['order for jane.doe@example.com', 'same again with the hoodie in navy and size m'],
    done: /HOOD-NAVY-M/,
    form: [5, 4],
  },
  {
    name: 'bulk in sizes',
    steps: ['order for cora.diaz@example.com: 24 navy polos, 8 each of m l xl', 'pay invoice PO-88123', 'place'],
    done: /placed/,
    form: [8, 6],
  },
  {
    name: 'shortage',
    steps: ['order for dan.frost@example.com: 3 black headphones', 'drop the headphones', '2 white mugs', 'place'],
    done: /placed, 31\.93/,
    form: [5, 5],
  },
  {
    name: 'discount within the limit',
    steps: ['order for eva.grant@example.com: 5 white mugs', 'take 5.00 off: late delivery', 'place'],
    done: /placed/,
    form: [7, 5],
  },
  {
    name: 'approval',
    steps: ['order for finn.hale@example.com: 2 black hoodies in L', 'take 20.00 off: late delivery', 'ask'],
    done: /waits? for approval|Waiting for approval/i,
    form: [7, 6],
  },
  {
    name: 'missing options at once',
    steps: ['order for gina.ives@example.com: a tote and a hoodie', 'the tote cream, the hoodie navy M', 'place'],
    done: /placed/,
    form: [6, 5],
  },
  {
    name: 'two addresses',
    steps: ['order for hugo.jung@example.com: 2 white mugs and a black tote', 'send the tote to the office', 'place'],
    done: /placed/,
    form: [9, 6],
  },
  {
    name: 'express after asking',
    steps: [
      'order for ines.king@example.com: 2 white mugs',
      'what would express cost?',
      '! Use Express - 40.93',
      'place',
    ],
    done: /placed, 40\.93/,
    form: [5, 4],
  },
  {
    name: 'correction on the phone',
    steps: ['order for jack.lund@example.com: 2 white mugs', 'sorry, 3', 'place'],
    done: /placed/,
    form: [5, 5],
  },
  {
    name: 'take one off after placing',
    steps: [
      'order for kate.moss@example.com: 4 white mugs',
      'place',
      'is it too late to take one off?',
      '! Take off 1 Classic mug, white, 11 oz - 11.69',
    ],
    done: /11\.69/,
    form: [6, 5],
  },
  {
    name: 'cancel an order',
    steps: ['order for leo.nash@example.com: 2 white mugs', 'place', 'cancel it', 'yes'],
    done: /cancelled/i,
    form: [5, 5],
  },
  {
    name: 'return',
    steps: ['order for mona.ortiz@example.com: 2 white mugs', 'place', 'ship it', 'return 1 white mug'],
    done: /return|come back|back/i,
    form: [6, 6],
  },
  {
    name: 'exchange of a size',
    steps: [
      'order for nick.pratt@example.com: a black hoodie in L',
      'place',
      'ship it',
      "the hoodie doesn't fit, swap for an XL",
      'yes',
    ],
    done: /exchange|XL/i,
    form: [6, 7],
  },
  {
    name: 'gift note',
    steps: ['order for olga.quinn@example.com: 2 white mugs. gift note for the mugs: happy birthday', 'place'],
    done: /placed/,
    form: [6, 4],
  },
  {
    name: 'a new account',
    steps: [
      'register Pat Green pat.green@example.com',
      '2 white mugs',
      'ship to 9 Elm St, Salem, OR 97301',
      'pay link',
      'place',
    ],
    done: /placed/,
    form: [10, 4],
  },
]

test('twenty tasks of a rep, counted', { timeout: 120_000 }, async () => {
  const rows: string[] = []
  const failed: string[] = []
  let vain = 0
  for (const [at, { name, steps, done, form }] of TASKS.entries()) {
    const thread = `terminal:effort-${at}`
    let answer = ''
    let asked = 0
    for (const step of steps) {
      answer = step.startsWith('! ')
        ? await shop.press('terminal:sam', thread, step.slice(2))
        : await shop.say('terminal:sam', thread, step)
      asked += /Did I get that right\?/.test(answer) ? 1 : 0
    }
    vain += asked
    const ok = done.test(answer)
    if (!ok) failed.push(`${name}: ${answer}`)
    const presses = steps.filter((step) => step.startsWith('! ')).length
    rows.push(
      [
        name.padEnd(28),
        String(steps.length - presses).padStart(8),
        String(presses).padStart(7),
        String(asked).padStart(9),
        String(ok ? 0 : 1).padStart(6),
        `${form[0]} + ${form[1]}`.padStart(10),
      ].join(' '),
    )
  }
  console.log(['task                         messages presses  needless  wrong       form', ...rows].join('\n'))
  expect(failed).toEqual([])
  expect(vain).toBe(0)
})
