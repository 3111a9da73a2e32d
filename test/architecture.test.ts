// Proves that the layer table of the architecture bites: for every layer one import it must refuse
// and one it must accept. Rule: the table lives in biome.json (noRestrictedImports per folder);
// this file only shows that it is switched on and means what it says. Next: docs/ARCHITECTURE.md,
// biome.json "overrides".
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

type Layer = { readonly file: string; readonly refused: readonly string[]; readonly accepted: readonly string[] }

const layers: readonly Layer[] = [
  {
    file: 'src/domain/scratch.ts',
    refused: [
      '#store/transaction.ts',
      '#conversation/edge/view.ts',
      '#config',
      '../config.ts',
      '../store/x.ts',
      'node:fs',
      'fs',
      'zod',
      'pg',
    ],
    accepted: ['./catalog.ts', '#domain/base/money.ts', 'libphonenumber-js', 'iso-3166', 'localized-address-format'],
  },
  {
    file: 'src/store/scratch.ts',
    refused: [
      '#conversation/screens/cart.ts',
      '#jobs/expiry.ts',
      '#cli/main.ts',
      '#config',
      '#adapters/slack/app.ts',
      '../host/parley.ts',
      '@slack/bolt',
    ],
    accepted: [
      './x.ts',
      '#domain/base/money.ts',
      '#generated/prisma/client.ts',
      '#conversation/engine-ports.ts',
      '#conversation/engine-facts.ts',
      'pg',
      'zod',
      'node:fs',
      'node:timers/promises',
    ],
  },
  {
    file: 'src/conversation/scratch.ts',
    refused: [
      '#store/transaction.ts',
      '../store/x.ts',
      '#generated/prisma/client.ts',
      '#jobs/x.ts',
      '#adapters/slack/app.ts',
      '#cli/main.ts',
      'pg',
      'node:fs',
    ],
    accepted: ['./view.ts', '#conversation/screens/cart.ts', '#domain/base/money.ts', 'zod'],
  },
  {
    file: 'src/conversation/screens/scratch.ts',
    refused: ['#store/transaction.ts', '../../store/x.ts', '../../host/parley.ts', '@prisma/client', 'discord.js'],
    accepted: ['../view.ts', './x.ts', '#domain/base/money.ts', 'zod'],
  },
  {
    file: 'src/ports/scratch.ts',
    refused: [
      '#store/transaction.ts',
      '#conversation/edge/view.ts',
      '#jobs/x.ts',
      '#cli/main.ts',
      '../host/parley.ts',
      'pg',
    ],
    accepted: ['./mail.ts', '#domain/base/money.ts', 'node:fs', 'zod'],
  },
  {
    file: 'src/jobs/scratch.ts',
    refused: [
      '#store/transaction.ts',
      '#generated/prisma/client.ts',
      'pg',
      '#cli/main.ts',
      '../host/parley.ts',
      '#adapters/slack/app.ts',
    ],
    accepted: ['./x.ts', '#domain/base/money.ts', '#conversation/edge/view.ts', '#ports/mail.ts', 'zod'],
  },
  {
    file: 'src/shop-file/scratch.ts',
    refused: ['#cli/main.ts', '#store/connection.ts', '#host/parley.ts', '../cli/x.ts', 'pg'],
    accepted: ['./x.ts', '#domain/base/money.ts', '#store/shop/shop-data.ts', 'yaml', 'zod', 'node:fs'],
  },
  {
    file: 'src/host/scratch.ts',
    refused: ['#cli/shop.ts', '../cli/main.ts', '#test/x.ts', '#playground/playground.ts'],
    accepted: ['./x.ts', '#store/turn/open.ts', '#adapters/slack/app.ts', '#shop-file/demo.ts', '#config'],
  },
  {
    file: 'src/cli/scratch.ts',
    refused: ['#test/x.ts', '#adapters/slack/app.ts', '../../test/x.ts'],
    accepted: ['./x.ts', '#host/parley.ts', '#store/turn/open.ts', '#shop-file/read.ts'],
  },
  {
    file: 'src/config.ts',
    refused: ['#store/transaction.ts', '#cli/main.ts', '#conversation/edge/view.ts', 'pg'],
    accepted: ['zod', 'node:path'],
  },
  {
    file: 'adapters/slack/scratch.ts',
    refused: [
      '#domain/base/money.ts',
      '#store/transaction.ts',
      '../discord/app.ts',
      '#adapters/discord/app.ts',
      '../../src/domain/base/money.ts',
      '#cli/main.ts',
    ],
    accepted: ['./renderer.ts', '#conversation/edge/view.ts', '@slack/bolt', 'zod', 'node:http'],
  },
  {
    file: 'adapters/discord/scratch.ts',
    refused: ['#domain/base/money.ts', '#store/transaction.ts', '@slack/bolt', '#conversation/screens/cart.ts'],
    accepted: ['#conversation/edge/view.ts', 'discord.js', 'zod'],
  },
  {
    file: 'adapters/some-new-channel/scratch.ts',
    refused: ['#domain/base/money.ts', '#store/transaction.ts', '#adapters/slack/app.ts', '@slack/bolt'],
    accepted: ['./renderer.ts', '#conversation/edge/inbound.ts', 'zod'],
  },
]

type Report = {
  readonly diagnostics: readonly {
    readonly location: { readonly path: string; readonly start: { readonly line: number } }
  }[]
}

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'parley-layers-'))
const refusedLines = new Map<string, ReadonlySet<number>>()

/**
 * One linter run over a copy of the configuration in an otherwise empty folder: nothing is written
 * into the checkout.
 */
beforeAll(() => {
  const config = fs.readFileSync(path.join(root, 'biome.json'), 'utf8').replace(/"\$schema": "[^"]*",/, '')
  fs.writeFileSync(path.join(scratch, 'biome.json'), config)
  for (const layer of layers) {
    const file = path.join(scratch, layer.file)
    fs.mkdirSync(path.dirname(file), { recursive: true })
    fs.writeFileSync(
      file,
      importsOf(layer)
        .map((name, n) => `import * as x${n} from '${name}'`)
        .join('\n'),
    )
  }
  const biome = createRequire(import.meta.url).resolve('@biomejs/biome/bin/biome')
  const args = ['lint', '--only=style/noRestrictedImports', '--reporter=json', '--max-diagnostics=none', '.']
  const run = spawnSync(process.execPath, [biome, ...args], { cwd: scratch, encoding: 'utf8' })
  for (const { location } of (JSON.parse(run.stdout) as Report).diagnostics) {
    refusedLines.set(location.path, new Set([...(refusedLines.get(location.path) ?? []), location.start.line]))
  }
})
afterAll(() => fs.rmSync(scratch, { recursive: true }))

const importsOf = (layer: Layer) => [...layer.refused, ...layer.accepted]

describe.each(layers)('$file', (layer) => {
  const refused = () => importsOf(layer).filter((_, n) => refusedLines.get(layer.file)?.has(n + 1))
  test('refuses what its layer may not know and accepts what it may', () => {
    expect(refused()).toEqual(layer.refused)
  })
})

describe('words', () => {
  test('what people read stands in conversation/words, not in a screen, a form or a room of the turn', () => {
    const from = path.join(root, 'src/conversation')
    const files = ['screens', 'forms', 'turn'].flatMap((folder) =>
      fs.readdirSync(path.join(from, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
    )
    const found = files
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) => sentencesOf(fs.readFileSync(path.join(from, file), 'utf8')).map((text) => `${file}: ${text}`))
    expect(found).toEqual([])
  })

  test('a sentence in a screen is found, a pattern of what people say is not', () => {
    const screen = ["tell('Nothing was changed.', `Order ", '{number} stays`)\nconst A = ', "'Guest'"]
      .join('$')
      .replace("$'", "'")
    expect(sentencesOf(screen)).toEqual(['Nothing was changed.', 'Order § stays', 'Guest'])
    expect(sentencesOf("kind: 'not-found', /^no (?:thanks|way)/, '|any longer|now'")).toEqual([])
  })
})

/** Commands and keys that are read again, reasons that are kept as they are, and how events are called. */
const NOT_READ_BY_PEOPLE = new Set([
  ...['status §', 'order §', 'payment §', 'cancel § §', 'ship to §', '§ by §', 'other: not received', 'other: §'],
  ...['Customer §', 'Guest §', 'Parley'],
])

/** Strings of two words and more, or of one with a capital; what is put into them is "§". */
function sentencesOf(source: string): readonly string[] {
  const code = source
    .replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
    .replace(/String\.raw`[^`]*`|Error\((?:'[^']*'|`[^`]*`)\)/g, '')
  return [...code.matchAll(/'((?:[^'\\\n]|\\.)*)'|`([^`]*)`|"((?:[^"\\\n]|\\.)*)"/g)]
    .map(([, ...texts]) => withoutValues(texts.find((text) => text !== undefined) ?? ''))
    .filter(
      (text) => /[a-z0-9"§][,.:;]? [a-z]{2,}|[a-z]{2,}[,.:;]? ["§]/i.test(text) || /^[A-Z][a-z]+[.!?]?$/.test(text),
    )
    .filter((text) => !(/[|^$]/.test(text) || NOT_READ_BY_PEOPLE.has(text)))
}

function withoutValues(text: string): string {
  const less = text.replace(/\$?\{[^{}]*\}/g, (value) => (value.startsWith('$') ? '§' : ''))
  return less === text ? text : withoutValues(less)
}
