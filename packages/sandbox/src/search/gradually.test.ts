import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSandbox } from '../sandbox.ts'
import { call } from '../talk.test.fixture.ts'
import { gradually, type Work } from './gradually.ts'
import { sortInSteps } from './sort-in-steps.ts'

/** Does all steps of it. */
const finish = <T>(work: Work<T>): T => gradually(() => work).now()

test('what is built in slices is built once, and at once for who cannot wait', async () => {
  let begun = 0
  let steps = 0
  function* work(): Work<string> {
    begun += 1
    const end = performance.now() + 100
    while (performance.now() < end) {
      steps += 1
      yield
    }
    return 'built'
  }
  const built = gradually(work)
  const slices = built.soon()
  const early = Number(steps)
  expect(early).toBeGreaterThan(0)
  expect(built.now()).toBe('built')
  expect(steps).toBeGreaterThan(early)
  await slices
  await built.soon()
  expect([built.now(), begun]).toEqual(['built', 1])
})

test('the first search in a large market lets other calls through while it reads the market', async () => {
  const sandbox = createSandbox({ offers: 30_000 })
  const answered: string[] = []
  const done = (name: string) => () => answered.push(name)
  const search = { param: { keywords: '保温杯' } }
  await Promise.all([
    call(sandbox, 'com.alibaba.fenxiao:product.keywords.search', search).then(done('search')),
    call(sandbox, 'system:currentTimeMillis').then(done('time')),
    call(sandbox, 'com.alibaba.product:alibaba.category.get', { categoryID: 0 }).then(done('tree')),
  ])
  expect(answered.at(-1)).toBe('search')
  const first = sandbox.world.offers.search({ keywords: '保温杯' })
  expect(first.total).toBe(
    createSandbox({ offers: 30_000 }).world.offers.search({ keywords: '保温杯' }).total,
  )
})

test('sorting in steps sorts as sorting at once does, equal ones in their order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat({ max: 30 }), { minLength: 0, maxLength: 40 }),
      fc.integer({ min: 0, max: 20_000 }),
      (values, more) => {
        const all = Int32Array.from({ length: values.length + more }, (_, at) => at)
        const value = (at: number): number => values[at] ?? (at * 7919) % 1009
        const compare = (a: number, b: number): number => value(b) - value(a)
        const expected = [...all].sort(compare)
        finish(sortInSteps(all, compare))
        expect([...all]).toEqual(expected)
      },
    ),
    { numRuns: 30 },
  )
})
