// Waiting for what comes in its own time. Rule: no fixed sleeps; it is looked at until it holds, or
// said that it never did.

/** Polls until it holds; throws `what` after the deadline in milliseconds. */
export async function eventually<T>(what: string, deadline: number, look: () => Promise<T | undefined>): Promise<T> {
  for (const end = Date.now() + deadline; ; ) {
    const found = await look()
    if (found !== undefined) return found
    if (Date.now() > end) throw new Error(`waited ${deadline} ms in vain for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}
