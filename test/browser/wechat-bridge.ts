import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { wechatScriptUrl } from '@xiaopu/client/wechat'
import type { BrowserContext } from 'playwright-core'

/** What WeChat's script handed to the app. */
export interface Told {
  readonly name: string
  readonly sent: Readonly<Record<string, string>>
  /** Address of the page that it came from. */
  readonly url: string
}

/** WeChat's payment window: what it does with what the page hands it. */
export type Window = (params: Readonly<Record<string, string>>) => 'ok' | 'cancel' | 'fail'

/**
 * The bridge that WeChat puts into its pages, faked: it writes down what comes over it and agrees to
 * everything but the names in `refusing`; `window` answers a payment. What speaks to it is WeChat's
 * own script, from npm.
 */
export async function wechatBridge(
  context: BrowserContext,
  told: Told[],
  how: { readonly refusing?: readonly string[]; readonly window?: Window | undefined } = {},
): Promise<void> {
  const { refusing = [], window = () => 'ok' } = how
  await context.exposeFunction('tellBridge', (each: Told) => {
    told.push(each)
    if (each.name === 'getBrandWCPayRequest') return `get_brand_wcpay_request:${window(each.sent)}`
    return `${each.name}:${refusing.includes(each.name) ? 'fail, invalid signature' : 'ok'}`
  })
  await context.addInitScript(() => {
    const page = globalThis as typeof globalThis & {
      tellBridge(told: object): Promise<string>
      WeixinJSBridge?: object
    }
    type Done = (result: { err_msg: string }) => void
    page.WeixinJSBridge = {
      invoke(name: string, sent: object, done: Done) {
        const told = page.tellBridge({ name, sent, url: location.href })
        void told.then((answer) => done({ err_msg: answer }))
      },
      on() {},
      call() {},
    }
  })
  const script = await readFile(fileURLToPath(import.meta.resolve('weixin-js-sdk')), 'utf8')
  await context.route(wechatScriptUrl, (route) =>
    route.fulfill({
      contentType: 'text/javascript',
      body: `(function(){var module={};${script}\n;window.wx=window.jWeixin=module.exports})()`,
    }),
  )
}
