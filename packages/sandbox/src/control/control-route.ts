import type { Fields } from '../fields.ts'
import type { Json } from '../json.ts'
import type { Sandbox } from '../sandbox.ts'

/** One control call. A call that changes the world is a transaction; it answers after pushes went out. */
export interface ControlRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Below `/sandbox/api`. */
  readonly path: string
  readonly summary: string
  readonly body?: string
  /** Waited for before the transaction. */
  readonly before?: (sandbox: Sandbox, asked: Asked) => Promise<void>
  readonly run: (sandbox: Sandbox, asked: Asked) => unknown
  /** Done after the transaction, e.g. turning the clock. */
  readonly after?: (sandbox: Sandbox, asked: Asked) => Promise<unknown>
}

export interface Asked {
  readonly id: string
  readonly body: Fields
  /** A parameter of the address. */
  readonly query: (name: string) => string | undefined
  /** The body as it was sent, for calls that take more than an object. */
  readonly json: Json
}
