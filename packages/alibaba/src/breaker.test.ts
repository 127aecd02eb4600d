import { expect, test } from 'vitest'
import { breaker } from './breaker.ts'
import { scripted } from './scripted.test.fixture.ts'

function broken(now: () => number) {
  const guard = breaker(now)
  for (let call = 0; call < 20; call++) {
    guard.admits()
    guard.note(call % 2 === 0 ? 'lost' : 'answered')
  }
  return guard
}

test('half of twenty calls lost stops all calls for thirty seconds', () => {
  let now = 0
  const guard = broken(() => now)
  expect(guard.admits()).toBe(false)
  now = 29_999
  expect(guard.admits()).toBe(false)
  now = 30_000
  expect(guard.admits()).toBe(true)
})

test('then one call tries: answered, all go on; lost, all wait again', () => {
  let now = 30_000
  const lucky = broken(() => now - 30_000)
  now = 60_000
  expect([lucky.admits(), lucky.admits()]).toEqual([true, false])
  lucky.note('answered')
  expect([lucky.admits(), lucky.admits()]).toEqual([true, true])

  now = 0
  const unlucky = broken(() => now)
  now = 30_000
  unlucky.admits()
  unlucky.note('lost')
  now = 59_999
  expect(unlucky.admits()).toBe(false)
  now = 60_000
  expect(unlucky.admits()).toBe(true)
})

test('fewer losses, or few calls, stop nothing', () => {
  const guard = breaker(() => 0)
  for (let call = 0; call < 100; call++) {
    expect(guard.admits()).toBe(true)
    guard.note(call % 3 === 0 ? 'lost' : 'answered')
  }
  const young = breaker(() => 0)
  for (let call = 0; call < 19; call++) young.note('lost')
  expect(young.admits()).toBe(true)
})

test('retries are ten a minute, or a tenth of many calls', () => {
  let now = 0
  const guard = breaker(() => now)
  const retries = () => Array.from({ length: 50 }, () => guard.admitsRetry()).filter(Boolean).length
  expect(retries()).toBe(10)
  now = 60_000
  for (let call = 0; call < 300; call++) guard.admits()
  expect(retries()).toBe(30)
})

test('a platform that is down is asked no more; a purchase is then busy, not refused', async () => {
  let isDown = true
  let now = 0
  const { platform, heard } = scripted(
    () => (isDown ? new TypeError('fetch failed') : { result: [] }),
    { now: () => now },
  )
  for (let call = 0; call < 20; call++) await platform.regions().catch(() => undefined)
  expect(heard).toHaveLength(20)
  const asking = platform.regions()
  await expect(asking).rejects.toMatchObject({ code: 'PLATFORM_BUSY', detail: { resting: true } })
  expect(heard).toHaveLength(20)
  isDown = false
  now = 30_000
  expect(await platform.regions()).toEqual([])
})
