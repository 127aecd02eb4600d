import { asFailure, orderToken } from '@xiaopu/client/mini'
import type { OrderView, PaySurface } from '@xiaopu/domain'
import type { AppHost } from './host.ts'
import { goTo } from './navigate.ts'
import type { Runtime } from './runtime.ts'

/**
 * - `asked`: the app's payment closed, or a cashier's page opened: the order says whether money came
 * - `cancelled`: the buyer closed the app's payment
 * - `nowhere`: this program cannot show what the provider wants to be shown
 */
export type Paying = 'asked' | 'cancelled' | 'nowhere'

/**
 * Starts to pay an order and takes the step that the gateway names. What an app says of its payment
 * proves nothing: read the order.
 *
 * @throws ShopError as the gateway refuses it
 */
export async function pay(shop: Runtime, order: string): Promise<Paying> {
  const how = await payOrLeave(shop, order)
  return how === 'left' ? 'asked' : how
}

/** The same; `left` where a cashier's page lies over this one, which is shown again afterwards. */
export async function payOrLeave(shop: Runtime, order: string): Promise<Paying | 'left'> {
  return takeStep(shop, await start(shop, order))
}

/** Some providers take money only from somebody they know: then the buyer is logged in first. */
async function start({ client, channel, login }: Runtime, order: string): Promise<OrderView> {
  const token = orderToken(client, order) ?? ''
  const surface: PaySurface = `${channel}-mini`
  const ask = (word: string | undefined) =>
    client.orders.pay(order, { surface, ...(word && { login: word }) }, { token })
  try {
    return await ask(login.known())
  } catch (error) {
    if (asFailure(error).code !== 'LOGIN_REFUSED') throw error
    return ask(await login.renew())
  }
}

async function takeStep(shop: Runtime, order: OrderView): Promise<Paying | 'left'> {
  const { step, cashierUrl } = order.payment ?? {}
  if (step?.kind === 'bridge') return payByBridge(shop, step.params)
  const url = step?.kind === 'redirect' ? step.url : cashierUrl
  if (!url || !shop.pages.cashier) return 'nowhere'
  await goTo(shop, 'cashier', { url, order: order.id })
  return 'left'
}

/** What each app calls its payment. */
const payments = {
  wechat: 'requestPayment',
  douyin: 'pay',
  kuaishou: 'pay',
  xiaohongshu: 'requestGuaranteeOrderPayment',
} as const satisfies Record<Runtime['channel'], keyof AppHost>

/** Hands the parameters to the app's own payment as they are. */
function payByBridge({ host, channel }: Runtime, params: object): Promise<Paying> {
  return new Promise((give) => {
    const call = host[payments[channel]] as ((options: object) => unknown) | undefined
    if (!call) return give('nowhere')
    call.call(host, {
      ...params,
      // Douyin calls every end a success and says by a number which: 4 is the buyer's own.
      success: ({ code }: { code?: number } = {}) => give(code === 4 ? 'cancelled' : 'asked'),
      fail: ({ errMsg = '' } = {}) => give(/cancel/i.test(errMsg) ? 'cancelled' : 'asked'),
    })
  })
}
