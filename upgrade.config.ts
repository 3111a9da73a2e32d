// Runs test/upgrade/make.ts alone: that writes a dump and proves nothing, so the tests leave it out.
import { defineConfig } from 'vitest/config'
import base from './vitest.config.ts'

export default defineConfig({ test: { ...base.test, include: ['test/upgrade/make.ts'] } })
