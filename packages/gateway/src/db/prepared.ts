import { createHash } from 'node:crypto'
import pg from 'pg'

/** What came of a statement. */
export interface Answered<Row = unknown> {
  readonly rows: Row[]
  /** `SELECT`, `INSERT` …; empty where the server named none. */
  readonly command: string
  /** Rows that were answered or changed. */
  readonly rowCount: number
}

/** int8 comes as text from the driver; our amounts are fen and fit 2^53. */
export const types = new pg.TypeOverrides()
types.setTypeParser(20, (text: string) => Number(text))

/** Texts prepared at most per process; those beyond (lists of odd lengths) are planned each time. */
const mostPrepared = 500

/**
 * The names that statements are prepared under: the same text has the same name in every process.
 *
 * @param most - texts that get one; undefined for those beyond
 */
export function createNames(most: number): (text: string) => string | undefined {
  const names = new Map<string, string>()
  return (text) => {
    const known = names.get(text)
    if (known !== undefined) return known
    if (names.size >= most) return undefined
    const name = `xp_${createHash('sha256').update(text).digest('base64url').slice(0, 22)}`
    names.set(text, name)
    return name
  }
}

const nameOf = createNames(mostPrepared)

/** Sends a statement over a connection. @throws the server's error */
export type Send = (
  client: Pick<pg.ClientBase, 'query'>,
  text: string,
  list: readonly unknown[],
) => Promise<Answered>

/** Sends a prepared statement as the driver does by itself, over anything that can `query`. */
export const sendPlain: Send = async (client, text, list) => {
  const name = list.length > 0 ? nameOf(text) : undefined
  const { rows, command, rowCount } =
    list.length > 0
      ? await client.query({ ...(name && { name }), text, values: [...list] })
      : await client.query(text)
  return { rows, command, rowCount: rowCount ?? 0 }
}

/**
 * Sends a statement whose plan the server keeps under its name. What its rows look like is told
 * once per connection: after that the server does not describe them again and nobody reads it.
 *
 * The error has the stack of who asked.
 */
export const sendPrepared: Send = async (client, text, list) => {
  const name = list.length > 0 ? nameOf(text) : undefined
  if (name === undefined) return sendPlain(client, text, list)
  try {
    return await new Promise<Answered>((done, failed) => {
      client.query(new Prepared(name, text, list, done, failed))
    })
  } catch (error) {
    // The driver's own stack begins in its socket.
    if (error instanceof Error) Error.captureStackTrace(error)
    throw error
  }
}

/** What the driver lets a statement of one's own talk to; its typings leave out the two last. */
interface Wire {
  readonly stream: { write(bytes: Uint8Array): boolean }
  parse(asked: { name: string; text: string; types: readonly number[] }): void
  /** Texts by the names that the server knows them under on this connection. */
  readonly parsedStatements: Readonly<Record<string, string>>
}

interface Field {
  readonly name: string
  readonly dataTypeID: number
}

type Parse = (text: string) => unknown

/** How the rows of a statement are read. */
interface Shape {
  readonly names: readonly string[]
  readonly parsers: readonly Parse[]
}

const noRows: Shape = { names: [], parsers: [] }

/** Per connection: another one may have been opened before the tables were changed. */
const shapes = new WeakMap<Wire, Map<string, Shape>>()

class Prepared implements pg.Submittable {
  /** The driver notes under it that the server knows the text. */
  readonly name: string
  readonly text: string
  readonly #list: readonly unknown[]
  readonly #done: (answered: Answered) => void
  readonly #failed: (error: unknown) => void
  readonly #rows: unknown[] = []
  #shapes: Map<string, Shape> | undefined
  #shape: Shape | undefined
  #error: unknown
  #said = ''

  constructor(
    name: string,
    text: string,
    list: readonly unknown[],
    done: (answered: Answered) => void,
    failed: (error: unknown) => void,
  ) {
    this.name = name
    this.text = text
    this.#list = list
    this.#done = done
    this.#failed = failed
  }

  submit(connection: object): Error | null {
    const wire = connection as Wire
    // Of what nobody else prepares under our names the text is the same.
    const isParsed = wire.parsedStatements[this.name] !== undefined
    const known = shapesOf(wire)
    this.#shapes = known
    this.#shape = isParsed ? known.get(this.name) : undefined
    let message: Uint8Array
    try {
      message = bindAndRun(this.name, this.#list.map(spelled), this.#shape === undefined)
    } catch (error) {
      return error as Error
    }
    if (!isParsed) wire.parse({ name: this.name, text: this.text, types: [] })
    wire.stream.write(message)
    return null
  }

  handleRowDescription({ fields }: { readonly fields: readonly Field[] }): void {
    this.#shape = {
      names: fields.map(({ name }) => name),
      parsers: fields.map(
        ({ dataTypeID }) => types.getTypeParser(dataTypeID, 'text') as unknown as Parse,
      ),
    }
  }

  handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }): void {
    const { names: columns, parsers } = this.#shape ?? noRows
    const row: Record<string, unknown> = {}
    try {
      for (let at = 0; at < columns.length; at++) {
        const text = fields[at]
        row[columns[at] as string] = typeof text === 'string' ? parsers[at]?.(text) : null
      }
      this.#rows.push(row)
    } catch (error) {
      this.#error ??= error
    }
  }

  handleCommandComplete({ text }: { readonly text: string }): void {
    this.#said = text
  }

  handleEmptyQuery(): void {}

  handleError(error: unknown): void {
    this.#failed(error)
  }

  handleReadyForQuery(): void {
    if (this.#error !== undefined) {
      this.#failed(this.#error)
      return
    }
    this.#shapes?.set(this.name, this.#shape ?? noRows)
    // `INSERT 0 3`, `SELECT 3`
    const [command = '', ...counts] = this.#said.split(' ')
    this.#done({ rows: this.#rows, command, rowCount: Number(counts.at(-1) ?? 0) })
  }
}

function shapesOf(wire: Wire): Map<string, Shape> {
  const known = shapes.get(wire)
  if (known) return known
  const fresh = new Map<string, Shape>()
  shapes.set(wire, fresh)
  return fresh
}

/** A value as the server reads it; bytes stay bytes. */
function spelled(value: unknown): string | Uint8Array | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'string') return value
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Uint8Array) return value
  if (Array.isArray(value)) return listed(value)
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** A list as PostgreSQL spells arrays. */
function listed(list: readonly unknown[]): string {
  const items = list.map((item) => {
    if (Array.isArray(item)) return listed(item)
    const text = spelled(item)
    if (text === null) return 'NULL'
    const plain = typeof text === 'string' ? text : `\\x${Buffer.from(text).toString('hex')}`
    return `"${plain.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
  })
  return `{${items.join(',')}}`
}

const describe = Buffer.from([0x44, 0, 0, 0, 6, 0x50, 0])
const executeAndSync = Buffer.from([0x45, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0x53, 0, 0, 0, 4])

/**
 * The messages Bind, Describe where it is asked for, Execute and Sync as one piece: what is written
 * together travels together (PostgreSQL, "Message Formats").
 */
function bindAndRun(
  name: string,
  list: readonly (string | Uint8Array | null)[],
  isDescribed: boolean,
): Uint8Array {
  const sizes = list.map((value) =>
    typeof value === 'string' ? Buffer.byteLength(value) : (value?.byteLength ?? 0),
  )
  const values = sizes.reduce((sum, size) => sum + size, 0)
  // Length, portal, name, kinds of values, values with their lengths, kind of answers.
  const length = 4 + 1 + name.length + 1 + 2 + 2 * list.length + 2 + 4 * list.length + values + 2
  const tail = isDescribed ? describe.length + executeAndSync.length : executeAndSync.length
  const message = Buffer.allocUnsafe(1 + length + tail)
  let at = message.writeUInt8(0x42, 0)
  at = message.writeInt32BE(length, at)
  at = message.writeUInt8(0, at)
  at += message.write(name, at, 'latin1')
  at = message.writeUInt8(0, at)
  at = message.writeInt16BE(list.length, at)
  for (const value of list) at = message.writeInt16BE(value instanceof Uint8Array ? 1 : 0, at)
  at = message.writeInt16BE(list.length, at)
  for (const [place, value] of list.entries()) {
    at = message.writeInt32BE(value === null ? -1 : (sizes[place] ?? 0), at)
    if (typeof value === 'string') at += message.write(value, at, 'utf8')
    else if (value) {
      message.set(value, at)
      at += value.byteLength
    }
  }
  at = message.writeInt16BE(0, at)
  if (isDescribed) at += describe.copy(message, at)
  executeAndSync.copy(message, at)
  return message
}
