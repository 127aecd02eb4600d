import * as v from 'valibot'
import type { AnyCall } from './call.ts'
import { nonsense, refusal } from './faults.ts'
import { flat, misnamed, type Refusal } from './wire/envelope.ts'
import { Flag, maybe } from './wire/scalars.ts'

const Outer = v.pipe(
  v.looseObject({ ...flat, ...misnamed, result: maybe(v.unknown()), results: maybe(v.unknown()) }),
  v.transform((said) => ({
    ...said,
    result: said.result ?? said.results,
    success: said.success ?? said.succes ?? said.isSuccess,
    // Beside `isSuccess` it is the call's code; elsewhere it may belong to the payload.
    code: said.code ?? (said.isSuccess === undefined ? undefined : said.resultCode),
  })),
)
const Inner = v.looseObject(flat)

/**
 * The object of an answer that a call's `answer` schema describes, once the answer is no refusal.
 *
 * @throws ShopError of the class that the refusal's code has
 */
export function unwrap(call: AnyCall, answer: unknown): unknown {
  if (call.envelope === 'bare') return answer
  const outer = v.safeParse(Outer, answer)
  if (!outer.success) throw nonsense(call, '')
  const said = outer.output
  const inner = innerOf(said.result)
  if (isUnreadable(answer) || isUnreadable(said.result)) throw nonsense(call, 'success')
  // An envelope that turns out to be another one must not hide a refusal.
  if (inner?.success === false) throw refusal(call, inner)
  switch (call.envelope) {
    case 'numeric':
      if (said.code === '0') return answer
      throw refusal(call, said)
    case 'silent':
      if (said.success === false || said.errMsg || (codeGiven(said) && !said.result)) {
        throw refusal(call, said)
      }
      return answer
    case 'flat':
      return accepted(call, said)
    case 'nested': {
      // Documented nested, seen to fail flat: a `result` that says nothing of success is the payload.
      const isNested = inner && (inner.success !== undefined || codeGiven(inner))
      return accepted(call, isNested ? inner : said)
    }
  }
}

function innerOf(result: unknown): v.InferOutput<typeof Inner> | undefined {
  const inner = v.safeParse(Inner, result)
  return inner.success ? inner.output : undefined
}

/** A `success` that is there and says neither yes nor no: neither may be assumed. */
function isUnreadable(said: unknown): boolean {
  if (typeof said !== 'object' || said === null || !('success' in said)) return false
  return (said.success ?? undefined) !== undefined && !v.is(Flag, said.success)
}

/** A message beside a success is no error: traces say "none yet" that way. */
function accepted<T extends Refusal>(call: AnyCall, said: T): T {
  if (said.success === false) throw refusal(call, said)
  if (said.success === undefined && (codeGiven(said) || isBadCode(said.code))) {
    throw refusal(call, said)
  }
  return said
}

/** Codes seen beside good results: `0` and `200` [live], `S0000` [doc]. */
const goodCodes = new Set(['', '0', '200', 'S0000'])
const isBadCode = (code: string | undefined): boolean => code !== undefined && !goodCodes.has(code)

/** `"0"` beside a good result is how some of them say that there is no error [live]. */
const codeGiven = ({ errorCode }: Refusal): boolean => Boolean(errorCode) && errorCode !== '0'
