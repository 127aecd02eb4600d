import { takeMessageFault } from '../faults.ts'
import { writeJson } from '../json.ts'
import { appsOf } from '../world/apps.ts'
import { count } from '../world/count.ts'
import { newMessageId } from '../world/ids.ts'
import { plan } from '../world/plan.ts'
import type { App, World } from '../world/world.ts'
import type { Message, NewMessage } from './message.ts'

/**
 * Writes a message for every app that the member trusts, and plans its delivery at once (inside the transaction of what it tells about).
 * Without a callback URL it waits for the pull call, like one that could not be delivered.
 */
export function announce(world: World, news: NewMessage): void {
  for (const app of appsOf(world, news.memberId)) announceTo(world, app, news)
}

function announceTo(world: World, app: App, news: NewMessage): void {
  const fault = takeMessageFault(world, news.type)
  const now = world.now()
  const hasCallback = app.callbackUrl !== undefined
  const message: Message = {
    id: newMessageId(world),
    type: news.type,
    ...(app.isExtra && { appKey: app.key }),
    userInfo: news.memberId,
    bornAt: now,
    data: writeJson(news.data),
    subject: news.subject,
    state: !hasCallback ? 'failed' : (firstState[fault?.kind ?? ''] ?? 'pending'),
    attempts: [],
    ...(fault?.kind === 'bad-signature' && { badSignature: true }),
    ...(fault?.kind === 'data-as-text' && { dataAsText: true }),
  }
  world.messages.put(message.id, message)
  if (message.state === 'held') count(world, 'held')
  if (message.state !== 'pending') return
  const at = fault?.kind === 'late' ? now + fault.ms : now
  plan(world, { at, kind: 'deliver', about: message.id })
  if (fault?.kind === 'duplicate')
    plan(world, { at, kind: 'deliver', about: message.id, detail: 'again' })
  if ((world.counters.get('held') ?? 0) > 0) release(world, message)
}

const firstState: Readonly<Record<string, Message['state']>> = { drop: 'dropped', reorder: 'held' }

/** A held message goes out behind the next one, in its lane, so that it arrives out of order. */
function release(world: World, next: Message): void {
  world.counters.put('held', 0)
  for (const held of [...world.messages.values()]) {
    if (held.state !== 'held') continue
    world.messages.put(held.id, { ...held, state: 'pending', subject: next.subject })
    plan(world, { at: world.now(), kind: 'deliver', about: held.id })
  }
}
