import { type AlibabaOptions, alibaba } from '@xiaopu/alibaba'
import {
  createSandbox,
  DEFAULT_APP_KEY,
  DEFAULT_APP_SECRET,
  FIRST_TOKEN,
  type Sandbox,
} from '@xiaopu/sandbox'
import type { Booked, Mishap, Stage } from './platform-stage.ts'
import { stageOffers } from './sandbox-offers.ts'

/** 1688 as the sandbox plays it, over real HTTP, with what only the adapter's own tests need. */
export interface SandboxStage extends Stage {
  readonly sandbox: Sandbox
  readonly url: string
  /** A call of the sandbox's control API. */
  control(path: string, body: object): Promise<unknown>
  /** Whether our own end takes messages in: a deaf one answers 500. */
  hear(messages: boolean): void
}

const start = Date.parse('2026-11-23T02:00:00Z')

export async function openSandbox(options: Partial<AlibabaOptions> = {}): Promise<SandboxStage> {
  const pushes: URLSearchParams[] = []
  let isHearing = true
  const sandbox = createSandbox({
    offers: Object.values(stageOffers),
    now: () => start,
    autoShip: false,
    callbackUrl: 'http://shop.invalid/messages',
    fetch: async (_url, init) => {
      if (!isHearing) return new Response('', { status: 500 })
      pushes.push(new URLSearchParams(String(init?.body)))
      return new Response('')
    },
  })
  const { url } = await sandbox.start()
  const control = async (path: string, body: object): Promise<unknown> => {
    const answer = await fetch(`${url}/sandbox/api${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
    })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return answer.json()
  }
  const platform = alibaba({
    baseUrl: url,
    appKey: DEFAULT_APP_KEY,
    appSecret: DEFAULT_APP_SECRET,
    token: FIRST_TOKEN,
    now: () => sandbox.clock.now(),
    delay: async () => {},
    ...options,
  })
  return {
    platform,
    sandbox,
    url,
    control,
    hear: (messages) => {
      isHearing = messages
    },
    offers: {
      varied: String(stageOffers.varied.offerId),
      plain: String(stageOffers.plain.offerId),
      bulky: String(stageOffers.bulky.offerId),
    },
    suffer: async (mishap) => void (await control('/faults', faultOf(mishap))),
    change: async (offerId, { stock, online, dropship }) => {
      const status = online === undefined ? undefined : online ? 'published' : 'expired'
      await control(`/offers/${offerId}`, { stock, dropship, status })
    },
    turnClock: (millis) => sandbox.clock.advance(millis),
    ship: async (id, what) => {
      const subId = sandbox.world.orders.get(id)?.items[0]?.subId
      await control(`/orders/${id}/ship`, what === 'one' ? { goods: [{ subId, quantity: 1 }] } : {})
    },
    deliver: async (id) => void (await control(`/orders/${id}/deliver`, {})),
    booked: async () => [...sandbox.world.orders.values()].map(toBooked),
    pushes: () => pushes,
    close: () => sandbox.stop(),
  }
}

const calls = {
  create: 'alibaba.trade.fenxiaoOrder.create',
  pay: 'alibaba.trade.pay.protocolPay.preparePay',
  'read-order': 'alibaba.trade.get.buyerView',
} as const

function faultOf({ call, how, times = 1 }: Mishap): object {
  const kinds = {
    unheard: 'reset-before',
    unanswered: 'reset-after',
    silent: 'timeout-after',
    denied: call === 'pay' ? 'pay-false-negative' : 'success-false',
    busy: 'qos',
  } as const
  return { api: calls[call], kind: kinds[how], times }
}

function toBooked(order: {
  readonly id: string
  readonly goodsFen: number
  readonly postFen: number
  readonly paidFen: number
}): Booked {
  const { id: platformOrderId, goodsFen: goods, postFen: freight, paidFen: paid } = order
  return { platformOrderId, goods, freight, paid }
}
