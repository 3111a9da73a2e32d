/**
 * What commands write to standard output.
 */
export const print = (text: string): void => void process.stdout.write(`${text}\n`)
export const printJson = (value: unknown): void => print(JSON.stringify(value, undefined, 2))
