// Parley as `parley start` composes it, in a process of its own that dies by SIGKILL at a named
// point. Rule: only tests fork this file; everything else comes from the environment. Next:
// parley-process.ts, which forks it.
import { parseConfig } from '#config'
import { guardProcess } from '#host/guard.ts'
import { startParley } from '#host/parley.ts'
import type { Log } from '#host/watch/log.ts'

if (process.send === undefined) throw new Error('this file is forked by tests')
const config = parseConfig(process.env, process.cwd())
if (!config.ok) throw new Error(config.problems.map(({ variable, message }) => `${variable} ${message}`).join('; '))
const [crashAt] = process.argv.slice(2)
const log: Log = ({ error, ...line }) =>
  void process.send?.({ line: { ...line, ...(error === undefined ? {} : { error: String(error) }) } })
const parley = await startParley({
  ...{ config: config.config, log },
  say: (said) => void process.send?.({ said }),
  guard: guardProcess(log, () => process.exit(1)),
  http: 'always',
  crash: (point) => {
    if (point === crashAt) process.kill(process.pid, 'SIGKILL')
  },
})
process.once('SIGTERM', () => void parley.close().then(() => process.disconnect()))
process.send({ ready: parley.http?.address ?? '' })
