import type * as v from 'valibot'
import type { Api } from './apis.ts'
import type { Params } from './params.ts'

/**
 * Where an answer says whether it is one; there is no single way (reference: envelope families).
 *
 * - `flat` E1, E2: `{success, errorCode|code, …}`
 * - `nested` E3: the same inside `result`, also seen flat
 * - `numeric` E4: `{code: 0, message}`
 * - `silent` E5: no `success`; an `errorCode` is a refusal unless a result came with it
 * - `bare`: no envelope at all
 */
export type Envelope = 'flat' | 'nested' | 'numeric' | 'silent' | 'bare'

/**
 * How sure a fact is: `doc` the platform's text, `code` seen in code that talks to it, `live` a recorded
 * answer, `web` a page or note, `known` from general knowledge, `infer` derived, `sbx` our own choice.
 */
export type Certainty = 'doc' | 'code' | 'live' | 'web' | 'known' | 'infer' | 'sbx'

/**
 * One call of the platform, whole: its address, what goes in and what comes out in our words and
 * units. Calls are data: the client runs them, tests walk them, the reference pages print them.
 */
export interface Call<Input, Output> extends Api {
  /** What it is for, one English sentence; printed in the reference. */
  readonly about: string
  readonly envelope: Envelope
  readonly certainty: readonly Certainty[]
  /** Parameters by the platform's names; throws where the input could never be accepted. */
  params(input: Input): Params
  /**
   * For a write: whether our own number in this input makes doing it twice the same as once, so that
   * it may be repeated when its outcome is unknown. Never unless said.
   */
  safeToRepeat?(input: Input): boolean
  /** Shape of the object that says `success` (for `nested` the inner one), with the members that are read. */
  readonly answer: v.GenericSchema
  /**
   * The answer in our words. Throws `Absurd` where it says what cannot be.
   *
   * @param at epoch milliseconds at which it came
   */
  read(answer: unknown, input: Input, at: number): Output
}

/** A call whose types are not known, for tables of calls and walks over them. */
export type AnyCall = Call<unknown, unknown>

interface Definition<Input, Schema extends v.GenericSchema, Output>
  extends Omit<Call<Input, Output>, 'answer' | 'read'> {
  readonly answer: Schema
  read(answer: v.InferOutput<Schema>, input: Input, at: number): Output
}

/** Declares a call; `read` gets what `answer` describes. */
export function defineCall<Input, Schema extends v.GenericSchema, Output>(
  definition: Definition<Input, Schema, Output>,
): Call<Input, Output> {
  return definition as Call<Input, Output>
}
