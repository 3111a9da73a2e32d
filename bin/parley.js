#!/usr/bin/env node
// The `parley` command as the shell finds it. Plain JavaScript on purpose: any Node can read this file, and one too old to run the
// product hands over to the Node that npm installed beside it. Rule: no work here, the command itself starts in src/cli/main.ts.
import { spawn } from 'node:child_process'
import crypto from 'node:crypto'
import { createRequire } from 'node:module'
import os from 'node:os'
import v8 from 'node:v8'

// The two things the product needs of its runtime: TypeScript without a build step, and identifiers that sort by time.
const able = Boolean(process.features.typescript) && typeof crypto.randomUUIDv7 === 'function'

// Left alone, the space for what is young grows to 96 MB while a catalog is read and never shrinks again.
if (able) {
  v8.setFlagsFromString('--semi-space-growth-factor=1')
  stopWithLauncher()
  await import('../src/cli/main.ts')
} else handOver(pinnedNode())

/** Started by an older Node: when that one disappears, even by kill -9, ask ourselves to stop instead of living on unseen. */
function stopWithLauncher() {
  if (!process.channel) return
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
  process.channel.unref()
}

function pinnedNode() {
  try {
    return createRequire(import.meta.url).resolve('node/bin/node')
  } catch {
    console.error(
      `Parley needs Node 24.21 or newer, and this is Node ${process.versions.node}. ` +
        'Usually `npm ci` brings the right one along: run it again in this folder, or install Node 24 and try once more.',
    )
    process.exit(1)
  }
}

function handOver(node) {
  const child = spawn(node, process.argv.slice(1), { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR2'])
    process.on(signal, () => forward(child, signal))
  child.on('error', (error) => {
    console.error(`Parley could not start its own Node (${error.message}): run npm ci again in this folder.`)
    process.exit(1)
  })
  child.on('exit', (code, signal) => process.exit(code ?? 128 + (os.constants.signals[signal] ?? 0)))
}

/** Ctrl-C in a terminal reaches every process of the foreground group by itself: passing it on would make two of one. */
function forward(child, signal) {
  const typed = process.stdin.isTTY && (signal === 'SIGINT' || signal === 'SIGQUIT')
  if (!typed) child.kill(signal)
}
