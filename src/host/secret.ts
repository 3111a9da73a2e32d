/**
 * What buttons are signed with and keys of webhooks are made of: PARLEY_SECRET, or one made once
 * and kept in the data folder, which every process that shares the folder shares.
 */
import { randomBytes } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Config } from '#config'

export const secretOf = ({ secret, dataFolder }: Pick<Config, 'secret' | 'dataFolder'>): string =>
  secret ?? keptSecret(dataFolder)

/** Made once, so that buttons still work after a restart; every process that shares the data folder shares it. */
function keptSecret(folder: string): string {
  const file = path.join(folder, 'secret')
  mkdirSync(folder, { recursive: true })
  if (!existsSync(file)) {
    // Linked when complete: a second process never reads half of it, and the first one to link wins.
    const own = `${file}.${process.pid}`
    writeFileSync(own, randomBytes(32).toString('hex'), { mode: 0o600 })
    try {
      linkSync(own, file)
    } catch (error) {
      if (!existsSync(file)) throw error
    }
    rmSync(own, { force: true })
  }
  return readFileSync(file, 'utf8').trim()
}
