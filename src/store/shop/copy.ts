/**
 * COPY through the driver: a table as lines of text, out and in, without holding it in memory.
 * Speaks the two messages pg has no call for; the lines are PostgreSQL's own text format, in which
 * a row never contains a line break.
 */
import type pg from 'pg'

/**
 * Calls back with each chunk of the table; a promise it answers holds the server up. Chunks end
 * anywhere, also within a row.
 */
export function copyOut(
  client: pg.Client,
  statement: string,
  chunk: (data: Buffer) => Promise<void> | undefined,
): Promise<void> {
  return submit(client, statement, {
    handleCopyData(message, { stream }) {
      // Copied: the driver reads the next message into the same memory, while ours still waits to be written.
      const busy = chunk(Buffer.from(message.chunk))
      if (busy === undefined) return
      stream.pause()
      void busy.finally(() => stream.resume())
    },
  })
}

/** Feeds the lines into the table; settles when the server took them all. Throws the server's error otherwise. */
export function copyIn(client: pg.Client, statement: string, lines: AsyncIterable<string>): Promise<void> {
  return submit(client, statement, {
    handleCopyInResponse(connection) {
      void feed(connection, lines)
    },
  })
}

async function feed(connection: Connection, lines: AsyncIterable<string>): Promise<void> {
  try {
    for await (const line of lines) {
      connection.sendCopyFromChunk(Buffer.from(`${line}\n`))
      if (connection.stream.writableNeedDrain) await drained(connection)
    }
    connection.endCopyFrom()
  } catch (error) {
    connection.sendCopyFail(error instanceof Error ? error.message : String(error))
  }
}

function drained({ stream }: Connection): Promise<void> {
  const ready = Promise.withResolvers<void>()
  const go = (): void => ready.resolve()
  const lost = (): void => ready.reject(new Error('the connection was lost'))
  stream.once('drain', go)
  stream.once('close', lost)
  return ready.promise.finally(() => {
    stream.off('drain', go)
    stream.off('close', lost)
  })
}

/** The part of pg's connection that COPY uses; present since pg 8, missing in its types. */
type Connection = {
  readonly query: (text: string) => void
  readonly sendCopyFromChunk: (chunk: Buffer) => void
  readonly sendCopyFail: (message: string) => void
  readonly endCopyFrom: () => void
  readonly stream: {
    readonly writableNeedDrain: boolean
    readonly pause: () => void
    readonly resume: () => void
    readonly once: (event: 'drain' | 'close', heard: () => void) => unknown
    readonly off: (event: 'drain' | 'close', heard: () => void) => unknown
  }
}
type Handlers = {
  readonly handleCopyData?: (message: { readonly chunk: Buffer }, connection: Connection) => void
  readonly handleCopyInResponse?: (connection: Connection) => void
}

/** What pg calls a submittable: it is handed the connection, then every message until the server is ready again. */
function submit(client: pg.Client, statement: string, handlers: Handlers): Promise<void> {
  const done = Promise.withResolvers<void>()
  const query = {
    handleCopyData: () => undefined,
    handleCopyInResponse: () => undefined,
    ...handlers,
    submit: (connection: unknown) =>
      isConnection(connection) ? connection.query(statement) : done.reject(new Error('this driver cannot COPY')),
    handleError: (error: Error) => done.reject(error),
    handleCommandComplete: () => undefined,
    handleReadyForQuery: () => done.resolve(),
    callback: () => undefined,
  }
  client.query(query)
  return done.promise
}

const isConnection = (value: unknown): value is Connection =>
  typeof value === 'object' && value !== null && 'sendCopyFromChunk' in value && 'endCopyFrom' in value
