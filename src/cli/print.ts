/**
 * What commands write to standard output.
 */
export const print = (text: string): void => void process.stdout.write(`${text}\n`)
/** Waits where the reader is slower than the database, so that no export is in memory whole. */
export function printPart(text: string): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  process.stdout.write(text, () => resolve())
  return promise
}
export const printJson = (value: unknown): void => print(JSON.stringify(value, undefined, 2))
