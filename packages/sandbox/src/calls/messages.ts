import { api } from '../door/api.ts'
import { flatMsg } from '../door/envelopes.ts'
import { digitsOf, type Fields } from '../fields.ts'
import { type JsonObject, readJson } from '../json.ts'
import { envelope, type Message } from '../push/message.ts'
import { appKeyOf } from '../world/apps.ts'
import type { App, World } from '../world/world.ts'

const namespace = 'cn.alibaba.open'
const [FEWEST, MOST] = [20, 200]

/** Catch-up on messages that could not be delivered (reference §5.1): what is fetched here is confirmed. */
export const messages = [
  api({
    namespace,
    name: 'push.cursor.messageList',
    needAuth: false,
    params: [
      { name: 'createStartTime', type: 'Date' },
      { name: 'createEndTime', type: 'Date' },
      { name: 'quantity', type: 'Integer' },
      { name: 'type', type: 'String' },
      { name: 'userInfo', type: 'String' },
    ],
    fail: flatMsg,
    handle: ({ world, app, params }) => {
      const found = failedMessages(world, app, params).slice(0, sizeOf(params.number('quantity')))
      for (const message of found) {
        world.messages.put(message.id, { ...message, state: 'confirmed' })
      }
      return { pushMessageList: found.map((message) => describe(app, message)) }
    },
  }),
  // Pages through the same list and confirms nothing (official copy of 2026-09).
  api({
    namespace,
    name: 'push.query.messageList',
    needAuth: false,
    params: [
      { name: 'createStartTime', type: 'Date' },
      { name: 'createEndTime', type: 'Date' },
      { name: 'page', type: 'Integer' },
      { name: 'pageSize', type: 'Integer' },
      { name: 'type', type: 'String' },
      { name: 'userInfo', type: 'String' },
    ],
    fail: flatMsg,
    handle: ({ world, app, params }) => {
      const found = failedMessages(world, app, params)
      const size = sizeOf(params.number('pageSize'))
      const from = (Math.max(1, params.number('page') ?? 1) - 1) * size
      const datas = found.slice(from, from + size).map((message) => describe(app, message))
      return { pushMessagePage: { datas, totalCount: found.length } }
    },
  }),
  api({
    namespace,
    name: 'push.message.confirm',
    needAuth: false,
    params: [{ name: 'msgIdList', type: 'Long[]' }],
    fail: flatMsg,
    handle: ({ world, app, params }) => {
      for (const id of params.list('msgIdList')?.map(digitsOf) ?? []) {
        const message = world.messages.get(id ?? '')
        const isMine = message && appKeyOf(world, message) === app.key
        if (isMine) world.messages.put(message.id, { ...message, state: 'confirmed' })
      }
      return { isSuccess: true }
    },
  }),
]

const sizeOf = (asked: number | undefined): number =>
  Math.min(MOST, Math.max(FEWEST, asked ?? FEWEST))

/** What could not be delivered and nobody has fetched or confirmed since, oldest first. */
function failedMessages(world: World, app: App, params: Fields): readonly Message[] {
  const from = params.number('createStartTime') ?? 0
  const to = params.number('createEndTime') ?? Infinity
  return [...world.messages.values()]
    .filter(({ state, bornAt }) => state === 'failed' && bornAt >= from && bornAt <= to)
    .filter((message) => appKeyOf(world, message) === app.key)
    .filter(({ type }) => type === (params.text('type') ?? type))
    .filter(({ userInfo }) => userInfo === (params.text('userInfo') ?? userInfo))
}

const describe = (app: App, message: Message): JsonObject => ({
  ...envelope(message, readJson(message.data)),
  appKey: app.key,
  topicGroup: 'TRADE',
  topicName: message.type,
})
