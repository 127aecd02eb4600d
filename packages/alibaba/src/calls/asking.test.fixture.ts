import type { Call } from '../call.ts'
import { openApi } from '../open-api.ts'
import type { Heard } from '../scripted.test.fixture.ts'

/** When every answer of these tests came. */
export const at = Date.parse('2026-11-23T02:00:00Z')

/** A call made against a platform that always answers the same: what it heard and what came out. */
export async function ask<Input, Output>(
  call: Call<Input, Output>,
  input: Input,
  answer: object | string,
): Promise<{ readonly output: Output; readonly heard: Heard['params'] }> {
  const heard: Heard['params'][] = []
  const api = openApi({
    baseUrl: 'https://gw.example',
    appKey: '1000000',
    appSecret: 'secret',
    token: 'token',
    now: () => at,
    delay: async () => {},
    fetch: async (_url, init) => {
      heard.push(Object.fromEntries(new URLSearchParams(String(init?.body))))
      return new Response(typeof answer === 'string' ? answer : JSON.stringify(answer))
    },
  })
  const output = await api.run(call, input)
  const { _aop_signature, _aop_timestamp, access_token, ...params } = heard[0] ?? {}
  return { output, heard: params }
}

/** How an answer is refused: the error's code and what it says. */
export async function refusal<Input>(
  call: Call<Input, unknown>,
  input: Input,
  answer: object | string,
): Promise<object> {
  return ask(call, input, answer).then(
    ({ output }) => ({ output }),
    ({ code, detail }: { code: string; detail: object }) => ({ code, ...detail }),
  )
}
