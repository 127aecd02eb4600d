import type { World } from '../world/world.ts'
import { type Account, type Books, takeFault } from './books.ts'
import type { Body } from './json-body.ts'

/** One call of an app's pay service, by the owner of an account. */
export interface Asked {
  readonly world: World
  readonly books: Books
  readonly account: Account
  readonly body: Body
}

export type Operations = Readonly<Record<string, (asked: Asked) => object>>

/** What an app's pay service will not do, by its own number. */
export class Refused extends Error {
  readonly code: number

  constructor(code: number, message: string) {
    super(message)
    this.code = code
  }
}

/** How the pay service of one app speaks. */
export interface Dialect {
  readonly provider: Account['provider']
  readonly operations: Operations
  /** While it cannot answer, and where an answer is lost after the deed. */
  readonly busy: readonly [code: number, message: string]
  readonly unknown: readonly [code: number, message: string]
  readonly ok: (answer: object) => object
  readonly refused: (refusal: Refused) => object
}

/**
 * Answers one call, unless a fault that was asked for stands in its way.
 *
 * @param call.owner - whose call it is; throws Refused where it is nobody's
 */
export function answerCall(
  { provider, operations, busy, unknown, ok, refused }: Dialect,
  call: Omit<Asked, 'account'> & { readonly name: string; readonly owner: () => Account },
): object {
  const { world, books, body, name, owner } = call
  const fault = world.store.transaction(() => takeFault(books, provider, 'busy', 'lost-answer'))
  try {
    if (fault?.kind === 'busy') throw new Refused(...busy)
    const account = owner()
    const run = Object.hasOwn(operations, name) ? operations[name] : undefined
    if (!run) throw new Refused(...unknown)
    const answer = world.store.transaction(() => run({ world, books, account, body }))
    if (fault) throw new Refused(...busy)
    return ok(answer)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return refused(error)
  }
}
