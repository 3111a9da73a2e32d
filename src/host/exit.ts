/**
 * How a command ends when it cannot do what was asked: a sentence for the person and a number for
 * the script (sysexits.h). Anything else that is thrown is a fault and ends with 1.
 */
export const EXIT = { ok: 0, failed: 1, usage: 64, unavailable: 69, config: 78 } as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** `message` is everything the person sees, on standard error. */
export class CommandError extends Error {
  override name = 'CommandError'
  readonly code: ExitCode
  constructor(code: ExitCode, message: string) {
    super(message)
    this.code = code
  }
}

export const usageError = (message: string): CommandError => new CommandError(EXIT.usage, message)
export const failed = (message: string): CommandError => new CommandError(EXIT.failed, message)
