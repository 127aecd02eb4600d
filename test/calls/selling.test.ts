import { type Call, type OpenApi, openApi } from '@xiaopu/alibaba'
import { apis, DEFAULT_APP_KEY, DEFAULT_APP_SECRET, FIRST_TOKEN } from '@xiaopu/sandbox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSandbox, type SandboxStage } from '../suites/sandbox-stage.ts'
import { scenes, selling } from './selling-scenes.ts'

let stage: SandboxStage
beforeAll(async () => {
  stage = await openSandbox()
})
afterAll(() => stage.close())

const client = (token = FIRST_TOKEN) =>
  openApi({
    baseUrl: stage.url,
    appKey: DEFAULT_APP_KEY,
    appSecret: DEFAULT_APP_SECRET,
    token,
    now: () => stage.sandbox.clock.now(),
    delay: async () => {},
  })

interface Turn {
  readonly name: string
  readonly call: Call<unknown, unknown>
  readonly before?: (stage: SandboxStage) => Promise<unknown>
  readonly input: unknown
  readonly holds: (output: unknown) => boolean
}

const nameOf = ({ namespace, name }: Turn['call']) => `${namespace}:${name}`
const spoken = new Set(apis.map((api) => `${api.namespace}:${api.name}`))

/** Every selling call that the sandbox speaks, in the order in which a seller makes them. */
const turns: readonly Turn[] = Object.entries(selling)
  .map(([name, call]) => ({
    name,
    call: call as Turn['call'],
    ...(scenes[name as keyof typeof scenes] as Pick<Turn, 'before' | 'input' | 'holds'>),
  }))
  .filter(({ call }) => spoken.has(nameOf(call)))

const inputOf = async ({ input }: Turn): Promise<unknown> =>
  typeof input === 'function' ? (input as (api: OpenApi) => unknown)(client()) : input

const classOf = (turn: Turn, input: unknown, token?: string): Promise<unknown> =>
  client(token)
    .run(turn.call, input)
    .then(
      () => 'answered',
      (error: { detail?: { class?: string } }) => error.detail?.class,
    )

test('the sandbox speaks the calls that a shop needs for its goods', () => {
  expect(turns.length).toBeGreaterThan(15)
})

test.each(turns)('$name works', async (turn) => {
  await turn.before?.(stage)
  expect(await client().run(turn.call, await inputOf(turn))).toSatisfy(turn.holds)
})

test.each(turns)('$name is refused by class', async (turn) => {
  const api = nameOf(turn.call)
  const input = await inputOf(turn)
  await stage.control('/app', { denied: [api] })
  expect(await classOf(turn, input), 'denied').toBe('permission')
  await stage.control('/app', { denied: [] })
  if (turn.call.auth !== 'none') expect(await classOf(turn, input, 'at-gone'), 'token').toBe('auth')
  for (const [fault, expected] of [
    [{ kind: 'qos', times: 9 }, 'retry'],
    [{ kind: 'reset-before', times: 9 }, 'retry'],
    [{ kind: 'http-500', times: 9 }, 'retry'],
    [{ kind: 'bad-json' }, 'schema'],
    [{ kind: 'gateway', code: 'gw.ParamMissing', message: 'x' }, 'rule'],
  ] as const) {
    await stage.control('/faults', { api, ...fault })
    expect(await classOf(turn, input), fault.kind).toBe(expected)
    await fetch(`${stage.url}/sandbox/api/faults`, { method: 'DELETE' })
  }
})
