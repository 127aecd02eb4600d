import { Hono } from 'hono'
import type { Due } from '../world/dues.ts'
import type { World } from '../world/world.ts'
import { appsApp, newCode } from './apps-app.ts'
import { buyerApp, payInWindow, scan } from './buyer-app.ts'
import { openHouse, type Reminder } from './house.ts'
import { type Signing, wechatMerchant } from './keys.ts'
import { merchantApp } from './merchant-app.ts'
import { attemptNotice, tellAgain } from './notices.ts'
import { endRefund } from './refunds.ts'
import { endShare } from './shares.ts'
import type {
  WechatFaultKind,
  WechatNotice,
  WechatReceiver,
  WechatRefund,
  WechatShare,
  WechatShipping,
  WechatTrade,
} from './state.ts'
import { pay } from './trades.ts'

/** WeChat Pay, played: a merchant's server calls, buyers' windows and pages, notices; and its books. */
export interface WechatPaySandbox {
  /** An account as a gateway needs it to be the sandbox's merchant. */
  account(): WechatSandboxAccount
  /** Where the parts of WeChat are, below the sandbox's own address. */
  hosts(url: string): { readonly pay: string; readonly api: string; readonly open: string }
  trades(): readonly WechatTrade[]
  refunds(): readonly WechatRefund[]
  notices(): readonly WechatNotice[]
  shippings(): readonly WechatShipping[]
  receivers(): readonly WechatReceiver[]
  /** Somebody may be given no parts any more, as when she is taken off in the merchant console. */
  forgetReceiver(account: string): void
  shares(): readonly WechatShare[]
  /** What `wx.login` gives in the mini-program, for one buyer. */
  login(openid?: string): string
  /** The buyer pays in WeChat's window with what the page or mini-program gave it. */
  payInWindow(params: Readonly<Record<string, string | undefined>>): 'ok' | 'fail'
  /** The buyer scans a code and pays. */
  scan(content: string): boolean
  /** The buyer pays, whichever way, a part of it by a coupon of WeChat's. */
  pay(outTradeNo: string, coupon?: number): boolean
  /** Sends the newest notice once more, to any address; the status of the answer. */
  tellAgain(url: string): Promise<string>
  fault(kind: WechatFaultKind, times?: number): void
  /** What it signs with from now on. */
  signing(how: Signing): void
  /** A new platform certificate, which is signed with at once where it signs by certificate. */
  rotate(): string
}

export interface WechatSandboxAccount {
  readonly provider: 'wechat'
  readonly mchid: string
  readonly serial: string
  readonly privateKey: string
  readonly apiV3Key: string
  readonly verifiers: { id: string; pem: string }[]
  readonly appId: string
  readonly appSecret: string
  readonly miniAppId: string
  readonly miniAppSecret: string
}

export interface HousedWechatPay {
  readonly app: Hono
  readonly wechatPay: WechatPaySandbox
  /** Does what it asked to be reminded of. */
  due(due: Due): Promise<void>
}

export function openWechatPay(
  world: World,
  outside: {
    readonly fetch: typeof fetch
    readonly realNow?: () => number
    readonly publicUrl?: string
    /** Lets happen what is due: after what was done by hand nobody may ask anything for long. */
    readonly wake: () => void
  },
): HousedWechatPay {
  const house = openHouse(world, outside)
  const { books, keys } = house
  const awake = <Done>(done: Done): Done => {
    outside.wake()
    return done
  }
  const app = new Hono()
  app.route('/wechat-pay', merchantApp(house))
  app.route('/wechat-pay', appsApp(house))
  app.route('/wechat-pay', buyerApp(house))
  return {
    app,
    async due({ detail }) {
      const what = JSON.parse(detail ?? '{}') as Reminder
      if (what.kind === 'refund') endRefund(house, what.id)
      else if (what.kind === 'share') endShare(house, what.id)
      else await attemptNotice(house, what.id, what.attempt)
    },
    wechatPay: {
      account() {
        const { mchid, serial, apiV3Key, appId, miniAppId, appSecret } = wechatMerchant
        const { privateKey } = keys.merchant()
        const apps = { appId, appSecret, miniAppId, miniAppSecret: appSecret }
        const verifiers = [...keys.verifiers()]
        return { provider: 'wechat', mchid, serial, privateKey, apiV3Key, verifiers, ...apps }
      },
      hosts: (url) => ({
        pay: `${url}/wechat-pay`,
        api: `${url}/wechat-pay/api`,
        open: `${url}/wechat-pay/open`,
      }),
      trades: () => [...books.trades.values()],
      refunds: () => [...books.refunds.values()],
      notices: () => [...books.notices.values()],
      shippings: () => [...books.shippings.values()],
      receivers: () => [...books.receivers.values()],
      forgetReceiver: (account) =>
        house.write(() => {
          for (const [key, each] of [...books.receivers.entries()])
            if (each.account === account) books.receivers.remove(key)
        }),
      shares: () => [...books.shares.values()],
      login: (openid) => newCode(house, wechatMerchant.miniAppId, openid),
      payInWindow: (params) => awake(payInWindow(house, params)),
      scan: (content) => awake(scan(house, content)),
      pay(outTradeNo, coupon) {
        const trade = books.trades.get(outTradeNo)
        return awake(trade !== undefined && pay(house, trade, coupon))
      },
      tellAgain: (url) => tellAgain(house, url),
      fault: (kind, times = 1) => house.write(() => books.faults.put(kind, times)),
      signing: keys.signing,
      rotate: keys.rotate,
    },
  }
}
