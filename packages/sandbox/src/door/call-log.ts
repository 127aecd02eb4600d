/** One call at the door, for a developer who wants to know why it was refused. */
export interface LoggedCall {
  readonly at: number
  readonly api: string
  readonly method: string
  /** As it is signed: `param2/1/<namespace>/<api>/<appKey>`. */
  readonly path: string
  readonly appKey: string
  readonly params: Readonly<Record<string, string>>
  /** What the signature had to cover, and what it should have been. */
  readonly stringToSign: string
  readonly expectedSignature: string
  readonly status: number
  /** Why the gateway turned it away. */
  readonly errorCode?: string
  /** Code of a refusal by the API itself, in its own envelope. */
  readonly refusal?: string
  readonly requestId: string
  readonly fault?: string
  readonly answer: string
  /** Too large to be kept whole: texts and parameters end early. */
  readonly isCut?: boolean
}

const KEPT = 300
const ANSWER_KEPT = 4000
// A picture as base64 has megabytes; three hundred of them would fill the memory.
const TEXT_KEPT = 20_000
const PARAMS_KEPT = 100

/** The last calls, newest last; kept in memory only. */
export function createCallLog() {
  const calls: LoggedCall[] = []
  return {
    add(call: LoggedCall): void {
      const all = Object.entries(call.params)
      const params = all.slice(0, PARAMS_KEPT)
      const isCut = params.length < all.length || call.stringToSign.length > TEXT_KEPT
      calls.push({
        ...call,
        ...(isCut && { isCut }),
        params: Object.fromEntries(
          params.map(([name, value]) => [name, value.slice(0, TEXT_KEPT)]),
        ),
        stringToSign: call.stringToSign.slice(0, TEXT_KEPT),
        answer: call.answer.slice(0, ANSWER_KEPT),
      })
      if (calls.length > KEPT) calls.shift()
    },
    all: (): readonly LoggedCall[] => calls,
    clear: (): void => {
      calls.length = 0
    },
  }
}
export type CallLog = ReturnType<typeof createCallLog>
