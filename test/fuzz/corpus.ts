import { type AnyCall, calls } from '@xiaopu/alibaba'
import { Hands } from '../conformance/hands.ts'
import { apiOf, type CallName } from '../conformance/scene.ts'
import { scenes } from '../conformance/scenes.ts'

/** One call as it was really made, and what was really answered. */
export interface Sample {
  readonly name: CallName
  readonly call: AnyCall
  readonly input: unknown
  /** `namespace:name`. */
  readonly api: string
  readonly params: Readonly<Record<string, string>>
  readonly answer: string
}

/** A sample of every call that the sandbox speaks, and the sandbox they were taken from. */
export async function takeCorpus(): Promise<{ readonly hands: Hands; readonly samples: Sample[] }> {
  const hands = await Hands.open()
  let answer = ''
  const api = hands.client({
    fetch: async (url, init) => {
      const response = await fetch(url, init)
      answer = await response.text()
      return new Response(answer, response)
    },
  })
  const samples: Sample[] = []
  for (const name of Object.keys(calls) as CallName[]) {
    const call = calls[name] as AnyCall
    const input = await scenes[name].input(hands)
    const isAnswered = await api.run(call, input).then(
      () => true,
      () => false,
    )
    const params = hands.stage.sandbox.calls.all().at(-1)?.params
    if (isAnswered && params) samples.push({ name, call, input, api: apiOf(call), params, answer })
  }
  return { hands, samples }
}
