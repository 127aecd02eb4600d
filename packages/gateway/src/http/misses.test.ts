import { expect, test } from 'vitest'
import { createMisses, mostMisses } from './misses.ts'

function atTime(start = 0) {
  const clock = { now: start }
  return { clock, misses: createMisses(() => clock.now) }
}

const isRefused = (check: () => void): boolean => {
  try {
    check()
    return false
  } catch {
    return true
  }
}

test('twenty wrong guesses in ten minutes are allowed, then a network waits until they end', () => {
  const { clock, misses } = atTime()
  for (let guess = 0; guess < mostMisses; guess++) {
    expect(isRefused(() => misses.check('203.0.113'))).toBe(false)
    misses.note('203.0.113')
  }
  expect(() => misses.check('203.0.113')).toThrow('seconds=600')
  clock.now += 599_000
  expect(() => misses.check('203.0.113')).toThrow('seconds=1')
  clock.now += 1_000
  expect(isRefused(() => misses.check('203.0.113'))).toBe(false)
})

test('another network, and one that cannot be told, do not wait for it', () => {
  const { misses } = atTime()
  for (let guess = 0; guess < 100; guess++) misses.note('203.0.113')
  for (let guess = 0; guess < 100; guess++) misses.note(undefined)
  expect(isRefused(() => misses.check('198.51.100'))).toBe(false)
  expect(isRefused(() => misses.check(undefined))).toBe(false)
})

test('a hundred thousand networks take no more memory than fifty thousand', () => {
  const { misses } = atTime()
  for (let network = 0; network < 100_000; network++) misses.note(`net-${network}`)
  for (let guess = 0; guess < mostMisses; guess++) misses.note('net-99999')
  expect(isRefused(() => misses.check('net-99999'))).toBe(true)
  expect(isRefused(() => misses.check('net-1'))).toBe(false)
})
