/** One call at the door, for a developer who wants to know why it was refused. */
export interface LoggedCall {
  readonly at: number
  readonly api: string
  readonly params: Readonly<Record<string, string>>
  /** What the signature had to cover, and what it should have been. */
  readonly stringToSign: string
  readonly expectedSignature: string
  readonly status: number
  readonly errorCode?: string
  readonly requestId: string
  readonly fault?: string
  readonly answer: string
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
      const params = Object.entries(call.params).slice(0, PARAMS_KEPT)
      calls.push({
        ...call,
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
