import type { Deliveries } from '../clock.ts'
import { signatureOf } from '../door/check-signature.ts'
import { readJson, writeJson } from '../json.ts'
import type { Due } from '../world/dues.ts'
import { plan } from '../world/plan.ts'
import { appOf, type World } from '../world/world.ts'
import { envelope, type Message } from './message.ts'

/** Pauses between attempts on the sandbox's clock; after the last one the message counts as failed. */
export const RETRY_MS: readonly number[] = [10_000, 30_000, 120_000, 600_000, 1_800_000]
const TIMEOUT_MS = 3000
const LANES = 8

/**
 * Posts messages to the app's callback URL. Those about one subject go one after the other, others side
 * by side. Whatever answers with 200 has taken it.
 */
export function createDeliveries(world: World, send: typeof fetch): Deliveries {
  const lanes: Promise<void>[] = Array.from({ length: LANES }, () => Promise.resolve())

  const deliver = async (due: Due): Promise<void> => {
    const message = world.messages.get(due.about)
    const url = appOf(world).callbackUrl
    const isWanted = message?.state === 'pending' || due.detail === 'again'
    if (!message || !isWanted || url === undefined) return
    const status = await post(world, send, url, message)
    world.store.transaction(() => note(world, due, status))
    await world.store.flush()
  }
  return {
    begin: (due) => {
      const subject = world.messages.get(due.about)?.subject ?? ''
      const lane = laneOf(subject)
      lanes[lane] = (lanes[lane] ?? Promise.resolve()).then(() => deliver(due))
    },
    idle: async () => {
      let before: readonly Promise<void>[]
      do {
        before = [...lanes]
        await Promise.all(before)
      } while (before.some((lane, index) => lane !== lanes[index]))
    },
  }
}

function laneOf(subject: string): number {
  let sum = 0
  for (const letter of subject) sum = (sum * 31 + letter.charCodeAt(0)) % 9973
  return sum % LANES
}

async function post(
  world: World,
  send: typeof fetch,
  url: string,
  message: Message,
): Promise<number> {
  const data = message.dataAsText ? message.data : readJson(message.data)
  const text = writeJson(envelope(message, data))
  // Like a forged message: the genuine one follows with the next attempt.
  const isForged = message.badSignature && message.attempts.length === 0
  const secret = isForged ? `${appOf(world).secret}x` : appOf(world).secret
  const body = new URLSearchParams({
    message: text,
    _aop_signature: signatureOf(secret, `message${text}`),
  })
  try {
    const answer = await send(url, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' },
      body: body.toString(),
      signal: AbortSignal.timeout(TIMEOUT_MS),
      redirect: 'manual',
    })
    await answer.body?.cancel()
    return answer.status
  } catch {
    return 0
  }
}

/** Writes the attempt down and plans the next one where it is needed. */
function note(world: World, due: Due, status: number): void {
  const message = world.messages.get(due.about)
  if (!message) return
  const attempts = [...message.attempts, { at: due.at, status }]
  if (status === 200) {
    world.messages.put(message.id, { ...message, attempts, state: 'delivered' })
    return
  }
  if (message.state !== 'pending') {
    world.messages.put(message.id, { ...message, attempts })
    return
  }
  const pause = RETRY_MS[attempts.length - 1]
  const state = pause === undefined ? 'failed' : 'pending'
  world.messages.put(message.id, { ...message, attempts, state })
  if (pause !== undefined) plan(world, { at: due.at + pause, kind: 'deliver', about: message.id })
}
