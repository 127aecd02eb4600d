import type { AnyCall } from '../call.ts'
import { addMemo } from './order-notes.ts'

/** Every call by the name that we give it; `api.run(calls.addMemo, …)` makes it. */
export const calls = {
  addMemo,
} satisfies Record<string, AnyCall>
