import { openApi } from '@xiaopu/alibaba'
import { isShopError } from '@xiaopu/domain'
import { Chance } from './chance.ts'
import type { Sample } from './corpus.ts'
import { mutateBytes } from './mutate-bytes.ts'
import { mutateJson } from './mutate-json.ts'

export interface AnswerCounts {
  readonly answers: number
  /** Read all the same: what was changed does not matter, or makes another sense. */
  read: number
  /** By the class of the failure. */
  readonly refused: Record<string, number>
  slowestMillis: number
}

/** Nothing that the platform answers may keep the adapter longer. */
const patience = 2_000

/**
 * Lets every call of the adapter read changed answers. It must answer or throw a failure of its own;
 * a write is sent once, whatever comes back, and what is read holds no number that is none.
 */
export async function fuzzAnswers(
  samples: readonly Sample[],
  count: number,
  seed: number,
): Promise<AnswerCounts> {
  const chance = new Chance(seed)
  const counts: AnswerCounts = { answers: count, read: 0, refused: {}, slowestMillis: 0 }
  for (let done = 0; done < count; done++) {
    const sample = chance.of(samples)
    const body = mutateAnswer(sample.answer, chance)
    const begun = performance.now()
    await readOne(sample, body, chance, counts).catch((error: unknown) => {
      const detail = `seed ${seed}, answer ${done} to ${sample.name}: ${body.toString('utf8').slice(0, 2_000)}`
      throw new Error(detail, { cause: error })
    })
    const millis = performance.now() - begun
    counts.slowestMillis = Math.max(counts.slowestMillis, millis)
    if (millis > patience) throw new Error(`seed ${seed}, answer ${done}: ${millis} ms`)
  }
  return counts
}

function mutateAnswer(answer: string, chance: Chance): Buffer {
  if (chance.below(3) === 0) return mutateBytes(answer, chance)
  const mutated = mutateJson(answer, chance)
  return chance.below(8) === 0 ? mutateBytes(mutated, chance) : Buffer.from(mutated)
}

async function readOne(
  sample: Sample,
  body: Buffer,
  chance: Chance,
  counts: AnswerCounts,
): Promise<void> {
  let sent = 0
  const api = openApi({
    baseUrl: 'http://gw.invalid',
    appKey: '1000000',
    appSecret: 'secret',
    token: 'token',
    delay: async () => {},
    fetch: async () => {
      sent++
      const status = chance.of([200, 200, 200, 200, 400, 401, 500])
      return new Response(new Uint8Array(body), { status })
    },
  })
  try {
    const output = await api.run(sample.call, sample.input)
    counts.read++
    checkNumbers(output, 0)
  } catch (error) {
    if (!isShopError(error)) throw error
    const found = String(error.detail.class ?? error.code)
    counts.refused[found] = (counts.refused[found] ?? 0) + 1
  }
  const most = sample.call.kind === 'write' ? 1 : 3
  if (sent > most) throw new Error(`sent ${sent} times`)
}

/** No NaN, no Infinity, and money in whole fen. */
function checkNumbers(value: unknown, depth: number): void {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error('a number that is none')
  if (typeof value !== 'object' || value === null || depth > 30) return
  if ('amount' in value && 'currency' in value && !Number.isSafeInteger(value.amount)) {
    throw new Error(`not whole fen: ${value.amount}`)
  }
  for (const each of Object.values(value)) checkNumbers(each, depth + 1)
}
