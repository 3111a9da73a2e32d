// Discord's own description of its API, where a checker for it stands by: env PAYLOAD_CHECK names the folder that holds `discord-check.mjs`.
// Rule: without one nothing is checked and the test says so; the loopback's own limits are enforced either way. Next: limits.ts.
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { z } from 'zod'

export type Check = (method: string, path: string, body: unknown) => readonly string[]

const folder = process.env['PAYLOAD_CHECK'] ?? ''
export const hasChecker = folder !== ''

const moduleSchema = z.object({ checkDiscord: z.custom<(...args: readonly unknown[]) => unknown>((value) => typeof value === 'function') })
const answerSchema = z.object({ errors: z.array(z.object({ path: z.string(), msg: z.string() })) })

/** What it says is wrong, in words. */
export async function discordChecker(): Promise<Check> {
  const { checkDiscord } = moduleSchema.parse(await import(pathToFileURL(path.join(folder, 'discord-check.mjs')).href))
  return (method, route, body) => {
    const { errors } = answerSchema.parse(checkDiscord(method, route, body))
    return errors.map((error) => `${method} ${route}${error.path}: ${error.msg}`)
  }
}
