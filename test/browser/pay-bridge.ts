import type { BrowserContext } from 'playwright-core'

export const inWechat =
  'Mozilla/5.0 (Linux; Android 13; V2243A; wv) AppleWebKit/537.36 Version/4.0 Chrome/134.0.6998.136 Mobile Safari/537.36 XWEB/1340129 MicroMessenger/8.0.58.2841(0x28003A3F) WeChat/arm64 Weixin NetType/WIFI Language/zh_CN'

export type Params = Readonly<Record<string, string>>

/**
 * WeChat's bridge as a paying page meets it, faked: there at once, after the page, or never.
 *
 * @param answer - what the buyer does in WeChat's window
 */
export async function payBridge(
  context: BrowserContext,
  answer: (params: Params) => 'ok' | 'cancel' | 'fail',
  comes: 'at once' | 'late' | 'never' = 'at once',
): Promise<void> {
  await context.exposeFunction('openWechat', answer)
  await context.addInitScript((when) => {
    type Done = (result: { err_msg: string }) => void
    const page = globalThis as typeof globalThis & {
      openWechat(params: object): Promise<string>
      WeixinJSBridge?: object
    }
    const bridge = {
      invoke(name: string, params: object, done: Done) {
        if (name !== 'getBrandWCPayRequest') return
        void page.openWechat(params).then((how) => {
          done({ err_msg: `get_brand_wcpay_request:${how}` })
        })
      },
      on() {},
      call() {},
    }
    if (when === 'at once') page.WeixinJSBridge = bridge
    if (when === 'late')
      addEventListener('load', () => {
        page.WeixinJSBridge = bridge
        document.dispatchEvent(new Event('WeixinJSBridgeReady'))
      })
  }, comes)
}
