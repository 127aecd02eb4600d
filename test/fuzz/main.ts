import { takeCorpus } from './corpus.ts'
import { fuzzAnswers } from './fuzz-answers.ts'
import { fuzzRequests } from './fuzz-requests.ts'

// `pnpm fuzz [count] [seed]`: the long run of what `pnpm test` does a little of.
const count = Number(process.argv[2] ?? 100_000)
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000)

const { hands, samples } = await takeCorpus()
console.log(`${samples.length} calls, ${count} changed answers and requests each, seed ${seed}`)
console.log('answers', await fuzzAnswers(samples, count, seed))
console.log('requests', await fuzzRequests(hands, samples, count, seed))
await hands.stage.close()
