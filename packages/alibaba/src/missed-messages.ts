import { isShopError, type Period, type PlatformMessage } from '@xiaopu/domain'
import { calls } from './calls/index.ts'
import type { Platform1688 } from './platform-1688.ts'

const quantity = 100

/**
 * Messages of a period that could not be delivered. A page is confirmed when its last message has been
 * handled, so whoever dies in between is told again. An app that may not look without confirming gets
 * them by the cursor: at most once then.
 */
export async function* missedMessages(
  platform: Platform1688,
  period: Period,
): AsyncGenerator<PlatformMessage, void, undefined> {
  try {
    yield* keptMessages(platform, period)
  } catch (error) {
    if (!isShopError(error) || error.code !== 'PLATFORM_PERMISSION') throw error
    yield* takenMessages(platform, period)
  }
}

async function* keptMessages({ api }: Platform1688, period: Period) {
  const seen = new Set<string>()
  for (;;) {
    // Always the first page: confirming moves the next one there.
    const { messages } = await api.run(calls.missed, { ...period, quantity, page: 1 })
    const fresh = messages.filter(({ messageId }) => !seen.has(messageId))
    // A confirmation that has not arrived yet: the next look will find them gone.
    if (fresh.length === 0) return
    for (const message of fresh) {
      seen.add(message.messageId)
      yield message
    }
    const messageIds = [...new Set(messages.map(({ messageId }) => messageId))]
    await api.run(calls.confirmMessages, { messageIds })
  }
}

async function* takenMessages({ api }: Platform1688, period: Period) {
  for (;;) {
    const messages = await api.run(calls.takeMissed, { ...period, quantity })
    yield* messages
    if (messages.length === 0) return
  }
}
