// The loopback Discord for one test file: closed when the file is done. Call it while the file
// loads: `const discord = await fakeDiscord()`. Next: playground/loopback/discord/discord.ts.
import { afterAll } from 'vitest'
import { type FakeDiscord, type FakeOptions, loopbackDiscord } from '#playground/loopback/discord/discord.ts'

export async function fakeDiscord(options: FakeOptions = {}): Promise<FakeDiscord> {
  const discord = await loopbackDiscord(options)
  afterAll(discord.close)
  return discord
}
