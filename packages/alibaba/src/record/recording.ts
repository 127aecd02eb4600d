import { isShopError } from '@xiaopu/domain'
import * as v from 'valibot'
import type { AnyCall } from '../call.ts'
import { calls } from '../calls/index.ts'
import { openApi } from '../open-api.ts'
import { readMessage } from '../push.ts'
import { sign } from '../sign.ts'
import { readWritten, WrittenNumber } from './written.ts'

const format = 'xiaopu-1688-recording/1'

/** One call, its answer and what we made of it. Numbers are read as `WrittenNumber`s. */
export const CallRecording = v.object({
  format: v.literal(format),
  /** Our name of the call, in the table of calls. */
  call: v.string(),
  /** `namespace:name-version`, for people. */
  api: v.string(),
  /** What was asked in our words, and what was sent for it. */
  input: v.optional(v.unknown()),
  params: v.optional(v.unknown()),
  /** Epoch milliseconds. */
  at: v.unknown(),
  status: v.unknown(),
  /** The answer, or `text` where it is no JSON. */
  answer: v.optional(v.unknown()),
  text: v.optional(v.string()),
  /** `{output}` in our words or `{failure: {code, detail}}`, as JSON has them: absent members are left out. */
  outcome: v.unknown(),
})

/** A push message and what we read in it. */
export const MessageRecording = v.object({
  format: v.literal(format),
  message: v.unknown(),
  outcome: v.unknown(),
})

export type Recording = v.InferOutput<typeof CallRecording> | v.InferOutput<typeof MessageRecording>

export const Recording = v.union([CallRecording, MessageRecording])

/** Our name of a call; undefined for one that is not in the table. */
export const nameOf = (call: object): string | undefined =>
  Object.entries(calls).find(([, each]) => each === call)?.[0]

export const recordingOf = <T extends object>(
  members: T,
): T & { readonly format: typeof format } => ({
  format,
  ...members,
})

/** Reads a recording file. Throws where it is none. */
export const readRecording = (text: string): Recording => v.parse(Recording, readWritten(text))

/** What today's adapter makes of a recording. */
export async function replay(recording: Recording): Promise<unknown> {
  return 'message' in recording ? replayMessage(recording) : replayCall(recording)
}

/** The recorded one is gone, and with it the signature: any other does. */
const anySecret = 'of a recording'

async function replayCall(recording: v.InferOutput<typeof CallRecording>): Promise<unknown> {
  const call: AnyCall | undefined = Object.entries(calls).find(
    ([name]) => name === recording.call,
  )?.[1]
  if (!call) throw new TypeError(`no call is named ${recording.call}`)
  const text = recording.text ?? JSON.stringify(recording.answer)
  const api = openApi({
    baseUrl: 'https://example.invalid',
    appKey: '0',
    appSecret: anySecret,
    now: () => Number(plain(recording.at)),
    delay: async () => {},
    random: () => 0,
    fetch: async () => new Response(text, { status: Number(plain(recording.status)) }),
  })
  // What was sent has been checked when it was sent: stand-ins need not pass again.
  return outcomeOf(() => api.run({ ...call, params: () => ({}) }, plain(recording.input)))
}

function replayMessage({
  message: said,
}: v.InferOutput<typeof MessageRecording>): Promise<unknown> {
  const message = JSON.stringify(said)
  const signature = sign(anySecret, '', { message })
  const form = new URLSearchParams({ message, _aop_signature: signature })
  return outcomeOf(async () => readMessage(anySecret, form))
}

async function outcomeOf(run: () => Promise<unknown>): Promise<unknown> {
  try {
    // As a file has it: without absent members.
    return JSON.parse(JSON.stringify({ output: (await run()) ?? null }))
  } catch (error) {
    if (!isShopError(error)) throw error
    return JSON.parse(JSON.stringify({ failure: { code: error.code, detail: error.detail } }))
  }
}

/** Ordinary JSON again: an input's numbers are small; bytes come back as that many zeros. */
export function plain(value: unknown): unknown {
  if (value instanceof WrittenNumber) return Number(value.text)
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  const { bytes, ...others } = value as { bytes?: unknown }
  if (bytes instanceof WrittenNumber && Object.keys(others).length === 0) {
    return new Uint8Array(Number(bytes.text))
  }
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member)]))
}
