// Prisma's own configuration. Rule: it only tells `prisma generate` where things are; migrations
// run through src/store/admin/migrate.ts, never through the prisma command, so the address below is
// deliberately one that answers nothing.
import { defineConfig } from 'prisma/config'

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env['DATABASE_URL'] ?? 'postgresql://postgres@127.0.0.1:1/none' },
})
