import { expect, onTestFinished, test } from 'vitest'
import { start } from './child.ts'
import { isWithin, median, quantile, table } from './figure.ts'
import { costOf, rateOf } from './operations.ts'
import { family, usage } from './processor.ts'

/** In a program: the processor time it has used so far, in microseconds. */
const used = 'const used = () => process.cpuUsage().user + process.cpuUsage().system;'

test('the median and the 99th percentile are samples that were seen', () => {
  const samples = Array.from({ length: 100 }, (_, at) => 100 - at)
  expect(median([3, 1, 2])).toBe(2)
  expect(quantile(samples, 0.99)).toBe(99)
  expect(quantile([7], 0.99)).toBe(7)
})

test('a figure over its budget is marked, and a throughput is a floor', () => {
  const slow = { group: 'g', name: 'slow', value: 61.25, unit: 'ms', budget: 50 } as const
  const orders = { group: 'g', name: 'orders', value: 90, unit: '/s', budget: 100 } as const
  expect(isWithin(slow)).toBe(false)
  expect(isWithin({ ...orders, atLeast: true })).toBe(false)
  expect(isWithin(orders)).toBe(true)
  expect(table([slow, orders])).toBe('g  slow    61.3 ms   ≤ 50  OVER\ng  orders    90 /s  ≤ 100')
})

test('the processor time of a program is measured from outside', async () => {
  // Busy until it has used its share, however few of it the machine gives at a time.
  const busy = `${used}
    while (used() < 400_000);
    console.log('ready')
    setInterval(() => {}, 1000)`
  const child = await start(['-e', busy], { ready: /^ready$/ })
  onTestFinished(async () => {
    await child.stop()
  })
  const { cpu, memory } = usage(child.pid)
  expect(cpu).toBeGreaterThan(200)
  expect(memory).toBeGreaterThan(10)
  expect(family(process.pid)).toContain(child.pid)
  await child.stop()
  expect(() => usage(child.pid)).toThrow('ENOENT')
})

test('a program that ends before it is ready is an error with what it printed', async () => {
  await expect(start(['-e', 'console.log("no port")'], { ready: /^ready/ })).rejects.toThrow(
    'no port',
  )
})

test('an operation costs what the server used for it, whatever the caller does', async () => {
  const server = `${used}
    const { createServer } = require('node:http')
    createServer((request, response) => {
      const until = used() + 20_000
      while (used() < until);
      response.end('done')
    }).listen(0, '127.0.0.1', function () { console.log('ready ' + this.address().port) })`
  const child = await start(['-e', server], { ready: /^ready \d+$/ })
  onTestFinished(async () => {
    await child.stop()
  })
  const url = `http://127.0.0.1:${child.ready.slice('ready '.length)}/`
  const cost = await costOf({ gateway: child.pid }, 20, async () => (await fetch(url)).text())
  expect(cost.gateway).toBeGreaterThan(15)
  expect(cost.database).toBe(0)
  expect(cost.p99).toBeGreaterThanOrEqual(cost.p50)
})

test('callers at once share the operations between them', async () => {
  const calls: number[] = []
  const rate = await rateOf(
    3,
    (begun) => begun < 30,
    async (caller) => {
      calls.push(caller)
    },
  )
  expect([calls.length, rate.count]).toEqual([30, 30])
  expect(new Set(calls).size).toBe(3)
  expect(rate.perSecond).toBeGreaterThan(0)
})
