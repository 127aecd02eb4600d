import {
  type Client,
  channelOf,
  createClient,
  findHost,
  type MiniChannel,
  type MiniClientOptions,
  miniLogin,
  openStores,
  type Stores,
} from '@xiaopu/client/mini'
import { type CheckoutMode, checkoutMode } from '@xiaopu/domain'
import type { AppHost } from './host.ts'
import { type ShopTexts, textsFor } from './texts.ts'

/** Where the components lead, as paths of the program: `/pages/product/product`. */
export interface Pages {
  /** Where the goods are: a buyer without orders is led there. */
  readonly shop?: string
  readonly product?: string
  readonly cart?: string
  readonly checkout?: string
  readonly order?: string
  /** Holds `<xp-orders>`: the shop and an order then lead there. */
  readonly orders?: string
  /** Holds a `<web-view>` on `decodeURIComponent(options.url)`, for cashiers that are web pages. */
  readonly cashier?: string
}

export interface ShopOptions extends Omit<MiniClientOptions, 'host'> {
  readonly host?: AppHost
  readonly channel?: MiniChannel
  readonly pages?: Pages
  /** The app admitted the account to its payments: only then goods are sold here outside of WeChat. */
  readonly admitted?: boolean
  /**
   * The program may ask for addresses that the buyer has in the app: `chooseAddress` is declared in its
   * `app.json` and privacy guide, and the app granted it. Her form then offers that.
   */
  readonly addressBook?: boolean
  /** Opens a listing in the app's own shop. */
  readonly handoff?: (listing: string) => void
}

/** The shop of a program, for all of its components. */
export interface Runtime {
  readonly host: AppHost
  readonly channel: MiniChannel
  readonly client: Client
  readonly stores: Stores
  readonly texts: ShopTexts
  readonly pages: Pages
  /** What a tap on buy leads to. */
  readonly checkout: CheckoutMode
  readonly addressBook: boolean
  readonly handoff: ((listing: string) => void) | undefined
  /**
   * Who pays, as a sealed word of the gateway's. It gets too old; the gateway says so, because the
   * phone's clock may be wrong.
   */
  readonly login: { known(): string | undefined; renew(): Promise<string> }
}

let current: Runtime | undefined
const waiting = new Set<(shop: Runtime) => void>()

/**
 * Opens the program's shop, once, before or after its components are on a page.
 *
 * @example
 * openShop({ gateway: 'https://shop.example', shop: 'xpk_…', pages: { product: '/pages/product/product' } })
 */
export function openShop(options: ShopOptions): Runtime {
  const host: AppHost = options.host ?? findHost().host
  const channel = options.channel ?? channelOf(host)
  const client = createClient({ ...options, host })
  const stores = openStores(client)
  stores.follow()
  current = {
    host,
    channel,
    client,
    stores,
    texts: textsFor(options.locale),
    pages: options.pages ?? {},
    checkout: checkoutMode(channel, { admitted: options.admitted ?? false }).mode,
    addressBook: options.addressBook === true && host.chooseAddress !== undefined,
    handoff: options.handoff,
    login: loginOf(client, host, channel),
  }
  for (const each of [...waiting]) each(current)
  waiting.clear()
  return current
}

function loginOf(client: Client, host: AppHost, channel: MiniChannel): Runtime['login'] {
  let known: string | undefined
  const ask = miniLogin({ host, channel }, ({ code = '' }) =>
    client.logins.make({ surface: `${channel}-mini`, code }),
  )
  return {
    known: () => known,
    async renew() {
      known = (await ask()).login
      return known
    },
  }
}

/** The shop that was opened last; nothing before that. */
export function currentShop(): Runtime | undefined {
  return current
}

/** Runs at once, or as soon as there is a shop; answers how to stop waiting. */
export function withShop(run: (shop: Runtime) => void): () => void {
  if (current) run(current)
  else waiting.add(run)
  return () => waiting.delete(run)
}
