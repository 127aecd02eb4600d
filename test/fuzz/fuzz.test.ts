import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Hands } from '../conformance/hands.ts'
import { type Sample, takeCorpus } from './corpus.ts'
import { fuzzAnswers } from './fuzz-answers.ts'
import { fuzzRequests } from './fuzz-requests.ts'

const count = 3_000
const seed = 20_261_124

let hands: Hands
let samples: Sample[]
beforeAll(async () => {
  ;({ hands, samples } = await takeCorpus())
})
afterAll(() => hands.stage.close())

test('every call gave a sample to change', () => {
  expect(samples.length).toBeGreaterThan(80)
})

test('whatever the platform answers, the adapter answers or fails in its own words', async () => {
  const counts = await fuzzAnswers(samples, count, seed)
  console.log('answers', counts)
  expect(counts.read + Object.values(counts.refused).reduce((a, b) => a + b, 0)).toBe(count)
})

test('whatever is sent to the sandbox, it answers like the platform and sells nothing by mistake', async () => {
  const counts = await fuzzRequests(hands, samples, count, seed)
  console.log('requests', counts)
  expect(Object.values(counts.statuses).reduce((a, b) => a + b, 0)).toBe(count)
  expect(counts.reached, 'requests that the business saw').toBeGreaterThan(count / 20)
})
