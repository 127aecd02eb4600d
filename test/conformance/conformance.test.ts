import { type AnyCall, calls, errorClasses, type OpenApi } from '@xiaopu/alibaba'
import { apis } from '@xiaopu/sandbox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { codesOf, isVague, mayRead } from './codes.ts'
import {
  bending,
  bentOutcomes,
  gatewayFaults,
  harmful,
  harmless,
  outcomeOf,
  silent,
} from './faults.ts'
import { Hands } from './hands.ts'
import { knownSilent, needs, tokenless } from './knowledge.ts'
import { refusals } from './refusals.ts'
import { apiOf, type CallName } from './scene.ts'
import { scenes } from './scenes.ts'
import { columns, Table } from './table.ts'

const names = Object.keys(calls) as CallName[]
const spoken = new Set(apis.map((api) => `${api.namespace}:${api.name}`))
const table = new Table()
const callOf = (name: CallName): AnyCall => calls[name] as AnyCall
const isSpoken = (name: CallName): boolean => spoken.has(apiOf(callOf(name)))
const ready = names.filter((name) => isSpoken(name) && isSpoken(needs[name] ?? name))

let hands: Hands
beforeAll(async () => {
  hands = await Hands.open()
  for (const name of names) if (!ready.includes(name)) table.wait(name)
})
afterAll(() => hands.stage.close())

async function classOf(api: OpenApi, name: CallName, input: unknown): Promise<string> {
  return api.run(callOf(name), input).then(
    () => 'answered',
    (error: { detail?: { class?: string } }) => error.detail?.class ?? String(error),
  )
}

test.each(ready)('%s works', async (name) => {
  const { input, holds } = scenes[name]
  const output = await hands.api.run(callOf(name), await input(hands))
  expect(await holds(output, hands), JSON.stringify(output)).toBe(true)
  table.fill(name, 'happy', '✓')
})

test.each(ready)('%s tells who may not call from what went wrong', async (name) => {
  const call = callOf(name)
  const input = await scenes[name].input(hands)
  const before = await hands.orders()
  await hands.stage.control('/app', { denied: [apiOf(call)] })
  expect(await classOf(hands.api, name, input), 'denied').toBe('permission')
  table.fill(name, 'permission', '✓')
  await hands.stage.control('/app', { denied: [] })
  const strangers =
    call.auth === 'none' || tokenless.has(name) ? { appSecret: 'wrong' } : { token: 'at-gone' }
  expect(await classOf(hands.client(strangers), name, input), 'stranger').toBe('auth')
  table.fill(name, 'auth', '✓')
  for (const [code, expected] of gatewayFaults) {
    await hands.suffer(apiOf(call), { kind: 'gateway', code, message: 'x', times: 9 })
    expect(await classOf(hands.client(), name, input), code).toBe(expected)
    await hands.heal()
    table.fill(name, expected, '✓')
  }
  for (const kind of harmless) {
    await hands.suffer(apiOf(call), { kind, times: 9 })
    const expected = outcomeOf(kind, call)
    expect(await classOf(hands.client(), name, input), kind).toBe(expected)
    await hands.heal()
    if (expected && expected !== 'answered') table.fill(name, expected, '✓')
  }
  expect(await hands.orders(), 'nothing is bought by a refused call').toBe(before)
})

test.each(ready)('%s says what is known when an answer is lost or broken', async (name) => {
  const call = callOf(name)
  for (const kind of harmful) {
    const input = await scenes[name].input(hands)
    const before = await hands.orders()
    await hands.suffer(apiOf(call), { kind, ms: 1, times: call.kind === 'write' ? 1 : 9 })
    const expected = outcomeOf(kind, call)
    expect(await classOf(hands.client(), name, input), kind).toBe(expected)
    await hands.heal()
    if (expected && expected !== 'answered') table.fill(name, expected, '✓')
    expect((await hands.orders()) - before, `${kind}: bought once at the most`).toBeLessThan(2)
  }
  table.fill(name, 'fault', '✓')
})

test.each(ready)(
  '%s makes sense of an answer that was bent, or says that there is none',
  async (name) => {
    const call = callOf(name)
    for (const kind of bending) {
      const input = await scenes[name].input(hands)
      await hands.suffer(apiOf(call), { kind, ms: 1, times: 1 })
      expect(bentOutcomes(call), kind).toContain(await classOf(hands.client(), name, input))
      await hands.heal()
    }
  },
)

test.each(ready.filter((name) => callOf(name).auth !== 'none'))(
  '%s says that its token was cancelled, also in the middle of everything',
  async (name) => {
    const call = callOf(name)
    const input = await scenes[name].input(hands)
    const { token } = await hands.newToken()
    await hands.suffer(apiOf(call), { kind: 'token-cancelled', times: 1 })
    expect(await classOf(hands.client({ token }), name, input)).toBe('auth')
    await hands.heal()
  },
)

test('a preview in the wrong unit is nonsense: nothing is bought on it', async () => {
  for (const field of ['sumPayment', 'sumCarriage', 'finalUnitPrice']) {
    await hands.suffer(apiOf(callOf('preview')), { kind: 'wrong-unit', field, times: 1 })
    const input = await scenes.preview.input(hands)
    const read = await classOf(hands.client(), 'preview', input)
    // A freight that is a hundredth of itself is a small freight: the create and the order will tell.
    expect(field === 'sumCarriage' ? ['schema', 'answered'] : ['schema'], field).toContain(read)
    await hands.heal()
  }
})

test('a platform that stays silent is waited for so long, then in doubt where it counts', async () => {
  const deadlines = { readMillis: 250, writeMillis: 250, slowMillis: 250, uploadMillis: 250 }
  for (const kind of silent) {
    const inputs = new Map<CallName, unknown>()
    // Two versions of one API would take each other's fault.
    const alone = ready.filter(
      (name, index) =>
        ready.findIndex((each) => apiOf(callOf(each)) === apiOf(callOf(name))) === index,
    )
    for (const name of alone) inputs.set(name, await scenes[name].input(hands))
    for (const name of alone)
      await hands.suffer(apiOf(callOf(name)), { kind, ms: 60_000, times: 9 })
    const seen = await Promise.all(
      alone.map(async (name) => [
        name,
        await classOf(hands.client({ deadlines }), name, inputs.get(name)),
      ]),
    )
    await hands.heal()
    expect(Object.fromEntries(seen)).toEqual(
      Object.fromEntries(alone.map((name) => [name, outcomeOf(kind, callOf(name))])),
    )
  }
})

test.each(refusals.filter(({ call }) => ready.includes(call)))(
  '$call is refused ($class) where $when',
  async (refusal) => {
    const before = await hands.orders()
    const input = await refusal.input(hands)
    const made = await hands.orders()
    expect(await classOf(hands.client(), refusal.call, input)).toBe(refusal.class)
    await refusal.after?.(hands)
    expect(await hands.orders(), 'nothing more is in the books').toBe(made)
    expect(made).toBeGreaterThanOrEqual(before)
    table.fill(refusal.call, refusal.class, '✓')
  },
)

const coded = ready.flatMap((name) =>
  codesOf(callOf(name))
    .filter(({ code }) => !isVague(name, code))
    .map((possible) => ({ name, possible, code: possible.code, when: possible.when })),
)

test.each(coded)('$name answers $code where $when', async ({ name, possible }) => {
  const call = callOf(name)
  const input = await scenes[name].input(hands)
  const fault = { kind: 'business', code: possible.code, message: '失败', times: 9 } as const
  await hands.suffer(apiOf(call), fault)
  const read = await classOf(hands.client(), name, input)
  await hands.heal()
  expect(mayRead(possible)).toContain(read)
  const column = errorClasses.find((each) => each === read)
  if (column && !knownSilent(name, column)) table.fill(name, column, 'c')
})

test('every call was seen well, refused in every class it can be, and with every fault', () => {
  console.log(
    `\n${table.print(names, knownSilent)}\n✓ met  c by its code  · the reference knows of none  waits for the sandbox\n`,
  )
  const speaking = names.filter((name) => !table.isWaiting(name))
  const empty = speaking.flatMap((name) =>
    columns.flatMap((column) =>
      table.mark(name, column) || knownSilent(name, column) ? [] : [`${name}/${column}`],
    ),
  )
  expect(empty).toEqual([])
  // What is known to be silent must not speak: then the knowledge is old.
  const told = speaking.flatMap((name) =>
    errorClasses.flatMap((column) =>
      table.mark(name, column) && knownSilent(name, column) ? [`${name}/${column}`] : [],
    ),
  )
  expect(told).toEqual([])
})
