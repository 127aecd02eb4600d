import { api } from '../door/api.ts'
import { flatMsg } from '../door/envelopes.ts'
import { digitsOf } from '../fields.ts'
import { readJson } from '../json.ts'
import { envelope } from '../push/message.ts'
import { appOf } from '../world/world.ts'

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
    handle: ({ world, params }) => {
      const from = params.number('createStartTime') ?? 0
      const to = params.number('createEndTime') ?? Infinity
      const quantity = Math.min(MOST, Math.max(FEWEST, params.number('quantity') ?? FEWEST))
      const found = [...world.messages.values()]
        .filter(({ state, bornAt }) => state === 'failed' && bornAt >= from && bornAt <= to)
        .filter(({ type }) => type === (params.text('type') ?? type))
        .filter(({ userInfo }) => userInfo === (params.text('userInfo') ?? userInfo))
        .slice(0, quantity)
      for (const message of found) {
        world.messages.put(message.id, { ...message, state: 'confirmed' })
      }
      const appKey = appOf(world).key
      return {
        pushMessageList: found.map((message) => ({
          ...envelope(message, readJson(message.data)),
          appKey,
          topicGroup: 'TRADE',
          topicName: message.type,
        })),
      }
    },
  }),
  api({
    namespace,
    name: 'push.message.confirm',
    needAuth: false,
    params: [{ name: 'msgIdList', type: 'Long[]' }],
    fail: flatMsg,
    handle: ({ world, params }) => {
      for (const id of params.list('msgIdList')?.map(digitsOf) ?? []) {
        const message = world.messages.get(id ?? '')
        if (message) world.messages.put(message.id, { ...message, state: 'confirmed' })
      }
      return { isSuccess: true }
    },
  }),
]
