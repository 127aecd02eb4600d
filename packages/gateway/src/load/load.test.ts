import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { createLoad } from './load.ts'
import { createRates } from './rates.ts'
import { createSlots } from './slots.ts'
import { networkOf } from './visitor.ts'
import { type Work, workOf, works } from './work.ts'

const random = (length: number) => new Uint8Array(length)

test.each<[string, string, Work]>([
  ['POST', '/v1/callbacks/1688', 'callback'],
  ['GET', '/v1/orders/ord_1', 'order'],
  ['POST', '/v1/orders/ord_1/payments', 'order'],
  ['POST', '/v1/orders', 'submit'],
  ['POST', '/v1/carts', 'cart'],
  ['POST', '/v1/carts/crt_1/quote', 'cart'],
  ['GET', '/v1/seller/orders', 'cart'],
  ['GET', '/v1/listings', 'catalogue'],
  ['GET', '/shop/demo', 'catalogue'],
  ['GET', '/img/x', 'catalogue'],
])('%s %s is work of the kind %s', (method, path, work) => {
  expect(workOf(method, path)).toBe(work)
})

test.each<[lateness: number, refused: readonly Work[]]>([
  [99, []],
  [101, ['catalogue']],
  [251, ['catalogue', 'cart']],
  [501, ['catalogue', 'cart', 'submit']],
  [60_000, ['catalogue', 'cart', 'submit']],
])('%i ms late, %j is turned away and the rest is done', async (lateness, refused) => {
  const load = createLoad({ lateness: () => lateness }, random)
  for (const work of works) {
    const done = load.run(work, async () => 'done').catch(({ code }) => code)
    expect([work, await done]).toEqual([work, refused.includes(work) ? 'OVERLOADED' : 'done'])
  }
})

test('who is turned away is told to come back in one to five seconds', async () => {
  for (let byte = 0; byte < 256; byte++) {
    const load = createLoad({ lateness: () => 999 }, () => Uint8Array.of(byte))
    const { detail } = await load.run('catalogue', async () => undefined).catch((error) => error)
    expect(detail.seconds).toBeGreaterThanOrEqual(1)
    expect(detail.seconds).toBeLessThanOrEqual(5)
  }
})

test('so many work at once, the next wait in order, the rest is refused at once', async () => {
  const slots = createSlots({ atOnce: 2, waiting: 2, patience: 60_000 })
  const gates = Array.from({ length: 4 }, () => Promise.withResolvers<void>())
  const began: number[] = []
  const runs = gates.map(({ promise }, nth) =>
    slots.run(async () => {
      began.push(nth)
      await promise
    }),
  )
  await expect(slots.run(async () => undefined)).rejects.toMatchObject({ name: 'NoSlot' })
  expect(began).toEqual([0, 1])
  gates[1]?.resolve()
  await runs[1]
  await vi.waitFor(() => expect(began).toEqual([0, 1, 2]))
  for (const { resolve } of gates) resolve()
  await Promise.all(runs)
  expect(began).toEqual([0, 1, 2, 3])
  expect(await slots.run(async () => 'free again')).toBe('free again')
})

test('who waits longer than it is worth is refused, and whoever comes later still gets a turn', async () => {
  vi.useFakeTimers()
  const slots = createSlots({ atOnce: 1, waiting: 9, patience: 1_000 })
  const gate = Promise.withResolvers<void>()
  const first = slots.run(() => gate.promise)
  const second = slots.run(async () => 'never').catch(({ name }) => name)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(await second).toBe('NoSlot')
  const third = slots.run(async () => 'third')
  gate.resolve()
  await first
  expect(await third).toBe('third')
  vi.useRealTimers()
})

test('work that fails gives its place back', async () => {
  const slots = createSlots({ atOnce: 1, waiting: 0, patience: 1 })
  await expect(slots.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await slots.run(async () => 'next')).toBe('next')
})

test('a visitor gets a quarter of a minute at once, then one after another, never more than allowed', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(2_000), { minLength: 50, maxLength: 300 }), (waits) => {
      let time = 0
      const rates = createRates(600, () => time)
      let passed = 0
      for (const wait of waits) {
        time += wait
        if (rates.take('catalogue', 'xpk_a', '8.8.8') === 0) passed++
      }
      expect(passed).toBeLessThanOrEqual(150 + time / 100 + 1)
      expect(passed).toBeGreaterThanOrEqual(Math.min(waits.length, 150))
    }),
  )
})

test('the wait that is told is long enough', () => {
  let time = 0
  const rates = createRates(600, () => time)
  while (rates.take('submit', 'k', 'n') === 0) time += 1
  time += Math.ceil(rates.take('submit', 'k', 'n')) * 1_000
  expect(rates.take('submit', 'k', 'n')).toBe(0)
})

test('shops, visitors and kinds of work are counted apart; callbacks not at all', () => {
  const rates = createRates(4, () => 0)
  const take = (work: Work, key: string, network: string) => rates.take(work, key, network) === 0
  expect(take('catalogue', 'a', '1')).toBe(true)
  expect(take('catalogue', 'a', '1')).toBe(false)
  expect(take('catalogue', 'b', '1')).toBe(true)
  expect(take('catalogue', 'a', '2')).toBe(true)
  expect(take('cart', 'a', '1')).toBe(true)
  for (let nth = 0; nth < 1_000; nth++) expect(take('callback', 'a', '1')).toBe(true)
  expect(createRates(0, () => 0).take('catalogue', 'a', '1')).toBe(0)
})

test.each<[string, string | null, number, string | undefined]>([
  ['8.8.8.8', null, 0, '8.8.8'],
  ['::ffff:8.8.8.8', null, 0, '8.8.8'],
  ['2606:4700:1:2:3::1', null, 0, '2606:4700:1:2'],
  ['2606:4700::1111', null, 0, '2606:4700:0:0'],
  // Nobody named a proxy: what the visitor writes into the header counts for nothing.
  ['8.8.8.8', '9.9.9.9', 0, '8.8.8'],
  ['127.0.0.1', '9.9.9.9', 0, undefined],
  ['10.0.0.7', null, 0, undefined],
  // Our own proxy wrote the last one, what stands before it is anybody's word.
  ['10.0.0.7', '1.1.1.1, 9.9.9.9', 1, '9.9.9'],
  ['10.0.0.7', '1.1.1.1, 9.9.9.9, 10.0.0.8', 2, '9.9.9'],
  ['10.0.0.7', null, 1, undefined],
  ['10.0.0.7', '9.9.9.9', 3, undefined],
  ['10.0.0.7', 'nonsense', 1, undefined],
])(
  'from %s with %s behind %i proxies comes a visitor of %s',
  (peer, forwarded, proxies, network) => {
    expect(networkOf(peer, forwarded, proxies)).toBe(network)
  },
)

test('a clock that is set back turns nobody away, and gives nobody more than is allowed', () => {
  let time = 10_000_000
  const rates = createRates(600, () => time)
  expect(rates.take('catalogue', 'k', 'n')).toBe(0)
  time -= 3_600_000
  let passed = 0
  while (rates.take('catalogue', 'k', 'n') === 0) passed++
  expect(passed).toBe(149)
  time += 1_000
  expect(rates.take('catalogue', 'k', 'n')).toBe(0)
})
