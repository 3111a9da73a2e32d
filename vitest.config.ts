// Test runner settings. Rule: one worker per core of a small machine, one database server for all
// of them (test/support/global.ts). Next: test/support/database.ts, freshDatabase().
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/global.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
