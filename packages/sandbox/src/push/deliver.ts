import { signatureOf } from '../door/check-signature.ts'
import { readJson, writeJson } from '../json.ts'
import { appKeyOf } from '../world/apps.ts'
import type { Due } from '../world/dues.ts'
import { plan } from '../world/plan.ts'
import type { App, World } from '../world/world.ts'
import { envelope, type Message } from './message.ts'

/** Pauses between attempts on the sandbox's clock; after the last one the message counts as failed. */
const RETRY_MS: readonly number[] = [10_000, 30_000, 120_000, 600_000, 1_800_000]
const TIMEOUT_MS = 3000

/**
 * Posts the message of a due to the app's callback URL. Whatever answers with 200 has taken it; else
 * the next attempt is planned.
 */
export async function deliver(world: World, send: typeof fetch, due: Due): Promise<void> {
  const message = world.messages.get(due.about)
  const app = message && world.apps.get(appKeyOf(world, message))
  const url = app?.callbackUrl
  const isWanted = message?.state === 'pending' || due.detail === 'again'
  if (!message || !app || !isWanted || url === undefined) return
  const status = await post(app, send, url, message)
  world.store.transaction(() => note(world, due, status))
}

async function post(app: App, send: typeof fetch, url: string, message: Message): Promise<number> {
  const data = message.dataAsText ? message.data : readJson(message.data)
  const text = writeJson(envelope(message, data))
  // Like a forged message: the genuine one follows with the next attempt.
  const isForged = message.badSignature && message.attempts.length === 0
  const secret = isForged ? `${app.secret}x` : app.secret
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
    // Read to its end, so that the connection serves the next one.
    await answer.arrayBuffer().catch(() => undefined)
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
