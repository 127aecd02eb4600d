import { type AddressInfo, createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { type ServerType, serve } from '@hono/node-server'
import { sandboxCashier } from '@xiaopu/pay/sandbox'
import type { Browser } from 'playwright-core'
import { type OpenShop, openShop } from '../shop.ts'
import { openPhone, type Phone } from './phone.ts'
import { type Told, type Window, wechatBridge } from './wechat-bridge.ts'

const embedDir = fileURLToPath(new URL('../../packages/widgets/dist/embed/', import.meta.url))
const android = 'Mozilla/5.0 (Linux; Android 13; V2243A; wv) AppleWebKit/537.36 Version/4.0'

/** What a phone says of itself inside an app. */
const agents = {
  wechat: `${android} Chrome/134.0.6998.136 Mobile Safari/537.36 XWEB/1340129 MicroMessenger/8.0.58.2841(0x28003A3F) WeChat/arm64 Weixin NetType/WIFI Language/zh_CN`,
  douyin: `${android} Chrome/88.0.4324.181 Mobile Safari/537.36 aweme_250900 JsSdk/1.0 AppName/aweme BytedanceWebview/d8a21c6`,
  kuaishou: `${android} Chrome/90.0.4430.226 KsWebView/1.8.90.604 (rel) Mobile Safari/537.36 Kwai/12.5.20.36233`,
  xiaohongshu: `${android} Chrome/120.0.6099.193 Mobile Safari/537.36 XiaoHongShu/8.92`,
}
export type App = keyof typeof agents

/** A shop that a browser reaches, and the cashier beside it. */
export interface ServedShop {
  readonly url: string
  readonly shop: OpenShop
  /** Settles with one app as the seller; throws unless the gateway agrees. */
  settle(app: App, body: Record<string, unknown>): Promise<void>
  close(): Promise<void>
}

export async function serveShop(): Promise<ServedShop> {
  const [port, beside] = [await freePort(), await freePort()]
  const [url, sandboxUrl] = [`http://127.0.0.1:${port}`, `http://127.0.0.1:${beside}`]
  const shop: OpenShop = await openShop({
    gateway: {
      baseUrl: url,
      embedDir,
      providers: {
        fetch: (input, init) => shop.sandbox.fetch(new Request(input, init)),
        // Known once it is there, and asked for later.
        get wechat() {
          return shop.sandbox.wechatPay.hosts(sandboxUrl)
        },
      },
    },
    payments: () =>
      sandboxCashier({
        baseUrl: sandboxUrl,
        merchant: 'mch_sandbox',
        secret: 'cashier-secret',
        fetch: (input, init) => shop.sandbox.fetch(new Request(input, init)),
        now: () => shop.clock.now(),
      }),
  })
  const listen = (fetch: (request: Request) => Promise<Response>, at: number) =>
    serve({ fetch, port: at, hostname: '127.0.0.1' })
  const servers = [
    listen((request) => shop.gateway.fetch(request), port),
    listen((request) => shop.sandbox.fetch(request), beside),
  ]
  return {
    url,
    shop,
    async settle(app, body) {
      const path = `/v1/seller/channels/${app}`
      const { status, text } = await shop.sell(path, { method: 'PUT', body })
      if (status !== 200) throw new Error(`not settled: ${text}`)
    },
    async close() {
      await Promise.all(servers.map(closed))
      await shop.close()
    },
  }
}

function closed(server: ServerType): Promise<void> {
  return new Promise((done) => server.close(() => done()))
}

function freePort(): Promise<number> {
  return new Promise((found) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => found(port))
    })
  })
}

/** What WeChat does besides showing the page. */
export interface InWechat {
  /** Calls of its script that it refuses. */
  readonly refusing?: readonly string[]
  /** What its payment window does with what the page hands it. */
  readonly window?: Window
}

/** A phone inside an app, or in its own browser: user agent, and in WeChat its bridge and script. */
export async function openIn(
  browser: Browser,
  app: App | 'web',
  { refusing = [], window }: InWechat = {},
): Promise<Phone & { readonly told: readonly Told[] }> {
  const phone = await openPhone(browser, {
    ...(app !== 'web' && { userAgent: agents[app] }),
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  const told: Told[] = []
  if (app === 'wechat') await wechatBridge(phone.context, told, { refusing, window })
  phone.page.setDefaultTimeout(15_000)
  return { ...phone, told }
}
