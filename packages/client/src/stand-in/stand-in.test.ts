import { type FailureCode, failures } from '@xiaopu/domain'
import fc from 'fast-check'
import { atom as full } from 'nanostores'
import { expect, test } from 'vitest'
import { atom } from './atom.ts'
import { isFailureCode, isShopError, ShopError } from './shop-error.ts'

test('of every failure the short error says the same on whether to try again', () => {
  const said = Object.keys(failures).map((code) => [code, new ShopError(code as FailureCode).retry])
  expect(said).toEqual(Object.entries(failures).map(([code, { retry }]) => [code, retry]))
  expect(isShopError(new ShopError('OFFLINE', { a: 1 }))).toBe(true)
  expect(isShopError(new Error('OFFLINE'))).toBe(false)
  expect(isFailureCode('NEWER_THAN_THIS')).toBe(true)
})

test('the short store tells whom nanostores tells, whatever is done with it', () => {
  const deed = fc.oneof(
    fc.record({ set: fc.integer({ min: 0, max: 2 }) }),
    fc.constantFrom('listen', 'subscribe', 'stop' as const),
  )
  const run = (
    store: ReturnType<typeof atom<number>>,
    deeds: readonly (string | { set: number })[],
  ) => {
    const heard: string[] = []
    const stops: (() => void)[] = []
    deeds.forEach((each, index) => {
      const hear = (value: number, old?: number) => heard.push(`${index} ${value} ${old}`)
      if (typeof each === 'object') store.set(each.set)
      else if (each === 'stop') stops.shift()?.()
      else stops.push(each === 'listen' ? store.listen(hear) : store.subscribe(hear))
      heard.push(`${store.get()} ${store.value}`)
    })
    return heard
  }
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 20 }), (deeds) => {
      expect(run(atom(0), deeds)).toEqual(run(full(0), deeds))
    }),
  )
})
