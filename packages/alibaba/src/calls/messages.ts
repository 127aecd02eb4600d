import type { Period, PlatformMessage } from '@xiaopu/domain'
import { defineCall } from '../call.ts'
import { toPlatformDate } from '../dates.ts'
import { demand, longsOf } from '../demand.ts'
import { toMessage } from '../push.ts'
import { Done } from '../wire/envelope.ts'
import { MissedAnswer, MissedPageAnswer } from '../wire/push.ts'

const namespace = 'cn.alibaba.open'

export interface MissedQuery extends Period {
  readonly topic?: string
  /** By the platform's name of the account. */
  readonly account?: string
  /** 20 to 200. */
  readonly quantity: number
}

const filters = ({ from, to, topic, account }: MissedQuery) => ({
  createStartTime: toPlatformDate(from),
  createEndTime: to && toPlatformDate(to),
  type: topic,
  userInfo: account,
})

function quantityOf({ quantity }: MissedQuery): number {
  demand(Number.isSafeInteger(quantity), 'quantity', 'a whole number')
  demand(quantity >= 20 && quantity <= 200, 'quantity', '20 to 200')
  return quantity
}

/**
 * Source: `push.cursor.messageList` `[doc]`: what is fetched is confirmed, so an answer that gets lost
 * takes its messages with it. It is a write: never repeated by itself, in doubt when nothing came back.
 */
export const takeMissed = defineCall({
  namespace,
  name: 'push.cursor.messageList',
  kind: 'write',
  auth: 'none',
  about: 'Messages that could not be delivered; they are confirmed by being fetched.',
  envelope: 'silent',
  certainty: ['doc'],
  params: (query: MissedQuery) => ({ ...filters(query), quantity: quantityOf(query) }),
  answer: MissedAnswer,
  read: ({ pushMessageList }): PlatformMessage[] => pushMessageList.map(toMessage),
})

/** Source: `push.query.messageList` `[doc]`: nothing is confirmed; confirming moves the pages. */
export const missed = defineCall({
  namespace,
  name: 'push.query.messageList',
  kind: 'read',
  auth: 'none',
  about: 'Messages that could not be delivered, until they are confirmed.',
  envelope: 'silent',
  certainty: ['doc'],
  params: (query: MissedQuery & { readonly page: number }) => ({
    ...filters(query),
    page: query.page,
    pageSize: quantityOf(query),
  }),
  answer: MissedPageAnswer,
  read: ({ pushMessagePage: told }): { messages: PlatformMessage[]; total: number } => ({
    messages: (told?.datas ?? []).map(toMessage),
    total: told?.totalCount ?? 0,
  }),
})

/** Source: `push.message.confirm` `[doc]`. */
export const confirmMessages = defineCall({
  namespace,
  name: 'push.message.confirm',
  kind: 'tell',
  auth: 'none',
  about: 'Confirms messages, so that they do not come again.',
  envelope: 'flat',
  certainty: ['doc'],
  params: ({ messageIds }: { readonly messageIds: readonly string[] }) => ({
    msgIdList: longsOf('messageIds', messageIds, 200),
  }),
  answer: Done,
  read: () => undefined,
})
