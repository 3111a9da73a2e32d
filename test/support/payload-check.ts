// The outside validators of what channels send, where the environment names their folder
// (PAYLOAD_CHECK). Rule: nothing of it is copied into the project; it is set up once in a folder of
// the system's own for temporary files, and tests say clearly when it is not there. Next:
// test/adapters/slack/limits.test.ts, test/adapters/discord/limits.test.ts.
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { list, obj, str } from '#playground/loopback/json.ts'

/** Problems of what is sent with one method; none means it passes. */
export type CheckSlack = (method: string, args: unknown) => readonly string[]
/** The same for one request to Discord; the path as Discord documents it, without `/api/v10`. */
export type CheckDiscord = (method: string, path: string, body: unknown) => readonly string[]
export type PayloadCheck =
  | { readonly kind: 'ready'; readonly slack: CheckSlack; readonly discord: CheckDiscord }
  | { readonly kind: 'absent'; readonly why: string }

const SETUP_PATIENCE = 120_000

export async function payloadCheck(): Promise<PayloadCheck> {
  const given = process.env['PAYLOAD_CHECK']
  if (given === undefined || given === '') return { kind: 'absent', why: 'PAYLOAD_CHECK names no folder' }
  const source = path.resolve(given)
  if (!existsSync(path.join(source, 'package.json')))
    return { kind: 'absent', why: 'PAYLOAD_CHECK names a folder without the validators' }
  try {
    const folder = await prepared(source)
    const loaded: unknown = await import(pathToFileURL(path.join(folder, 'slack-check.mjs')).href)
    const discord: unknown = await import(pathToFileURL(path.join(folder, 'discord-check.mjs')).href)
    return { kind: 'ready', slack: slackCheck(loaded), discord: discordCheck(discord) }
  } catch (error) {
    return { kind: 'absent', why: `the validators could not be set up: ${String(error).slice(0, 300)}` }
  }
}

/** Set up beside and renamed when complete: two runs at once never see half of it. */
async function prepared(source: string): Promise<string> {
  const mark = createHash('sha256')
    .update(readFileSync(path.join(source, 'package.json')))
    .digest('hex')
    .slice(0, 12)
  const folder = path.join(os.tmpdir(), `payload-check-${mark}`)
  const complete = (where: string) =>
    existsSync(path.join(where, 'slack-schema.limits.json')) && existsSync(path.join(where, 'node_modules'))
  if (complete(folder)) return folder
  const making = mkdtempSync(path.join(os.tmpdir(), 'payload-check-'))
  cpSync(source, making, { recursive: true, mode: 0 })
  await promisify(execFile)('chmod', ['-R', 'u+w', making])
  await promisify(execFile)('npm', ['run', 'setup'], { cwd: making, timeout: SETUP_PATIENCE })
  try {
    renameSync(making, folder)
  } catch (error) {
    if (!complete(folder)) throw error
  }
  return folder
}

function discordCheck(loaded: unknown): CheckDiscord {
  const check = obj({ ...Object(loaded) })['checkDiscord']
  if (typeof check !== 'function') throw new Error('checkDiscord is missing')
  return (method, route, body) =>
    list(obj(check(method, route, body))['errors']).map(
      (error) => `${method} ${route}${str(obj(error)['path'])}: ${str(obj(error)['msg'])}`,
    )
}

function slackCheck(loaded: unknown): CheckSlack {
  const check = obj({ ...Object(loaded) })['checkSlack']
  if (typeof check !== 'function') throw new Error('checkSlack is missing')
  return (method, args) =>
    list(obj(check(method, args))['errors']).map((error) => `${str(obj(error)['path'])} ${str(obj(error)['msg'])}`)
}
