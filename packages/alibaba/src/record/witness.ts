import { AsyncLocalStorage } from 'node:async_hooks'
import { isShopError, type ShopError } from '@xiaopu/domain'
import { type Evidence, evidenceOf } from './evidence.ts'

/** Who may see what made no sense. */
export interface Watcher {
  readonly appKey: string
  readonly appSecret: string
  readonly onEvidence?: ((evidence: Evidence) => void) | undefined
}

interface Answered {
  readonly text: string
  readonly at: number
}

/** The last answer of each API within one question to the platform, by the API's name. */
const answers = new AsyncLocalStorage<Map<string, Answered>>()
const told = new WeakSet<ShopError>()

/** Keeps an answer for as long as the question that it belongs to is being worked on. */
export function heard(api: string, answer: Answered): void {
  answers.getStore()?.set(api, answer)
}

/**
 * Does `run`; where it fails because an answer made no sense, the answer is shown once, whoever found
 * it: the reader of the call, or the question that compared several.
 */
export async function watched<T>(watcher: Watcher, run: () => Promise<T>): Promise<T> {
  if (!watcher.onEvidence) return run()
  const store = answers.getStore() ?? new Map<string, Answered>()
  return answers.run(store, async () => {
    try {
      return await run()
    } catch (error) {
      show(watcher, store, error)
      throw error
    }
  })
}

/** Failures of the platform that name a field are those of answers that were read. */
function show(watcher: Watcher, store: Map<string, Answered>, error: unknown): void {
  if (!isShopError(error) || told.has(error)) return
  const { api, field } = error.detail
  const answer = typeof api === 'string' ? store.get(api) : undefined
  if (typeof api !== 'string' || typeof field !== 'string' || !answer) return
  told.add(error)
  try {
    watcher.onEvidence?.(evidenceOf({ api, field, at: answer.at }, answer.text, watcher))
  } catch {
    // The failure that is being told matters more than that its evidence could not be kept.
  }
}

/** An object each of whose questions is watched. */
export function watchedAll<T extends object>(watcher: Watcher, asked: T): T {
  if (!watcher.onEvidence) return asked
  const members = Object.entries(asked).map(([name, member]: [string, unknown]) => {
    if (typeof member !== 'function') return [name, member]
    return [name, (...args: unknown[]) => answerOf(watcher, () => member(...args))]
  })
  return Object.fromEntries(members) as T
}

/** A question that is answered at once, as reading a message is, stays so. */
function answerOf(watcher: Watcher, ask: () => unknown): unknown {
  const store = new Map<string, Answered>()
  const answer = answers.run(store, ask)
  if (!(answer instanceof Promise)) return answer
  return answer.catch((error: unknown) => {
    show(watcher, store, error)
    throw error
  })
}
