import * as v from 'valibot'
import { Absurd } from './absurd.ts'
import type { Call } from './call.ts'
import { nonsense } from './faults.ts'
import { unwrap } from './unwrap.ts'

/**
 * What an answer says in our words.
 *
 * @param at epoch milliseconds at which it came
 * @throws ShopError of the class that a refusal's code has, or `schema` with the field's name
 */
export function readAnswer<Input, Output>(
  call: Call<Input, Output>,
  answer: unknown,
  input: Input,
  at: number,
): Output {
  const read = v.safeParse(call.answer, unwrap(call, answer))
  if (!read.success) throw nonsense(call, v.getDotPath(read.issues[0]) ?? '')
  try {
    return call.read(read.output, input, at)
  } catch (error) {
    throw error instanceof Absurd ? nonsense(call, error.field, error) : error
  }
}
