// Small tools for talking to the test server itself, shared by the run's set-up and by the test files.
import pg from 'pg'

export function withDatabase(url: string, database: string): string {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.href
}

export async function withAdmin<T>(url: string, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: url })
  admin.on('error', () => {}) // the query that is running reports it
  await admin.connect()
  try {
    return await work(admin)
  } finally {
    await admin.end()
  }
}
