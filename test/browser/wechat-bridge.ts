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

/**
 * The bridge that WeChat puts into its pages, faked: it writes down what comes over it and agrees to
 * everything but the names in `refusing`. What speaks to it is WeChat's own script, from npm.
 */
export async function wechatBridge(
  context: BrowserContext,
  told: Told[],
  refusing: readonly string[] = [],
): Promise<void> {
  await context.exposeFunction('tellBridge', (each: Told) => void told.push(each))
  await context.addInitScript((refused) => {
    const page = globalThis as typeof globalThis & {
      tellBridge(told: object): void
      WeixinJSBridge?: object
    }
    type Done = (result: { err_msg: string }) => void
    page.WeixinJSBridge = {
      invoke(name: string, sent: object, done: Done) {
        page.tellBridge({ name, sent, url: location.href })
        const outcome = refused.includes(name) ? 'fail, invalid signature' : 'ok'
        setTimeout(() => done({ err_msg: `${name}:${outcome}` }), 10)
      },
      on() {},
      call() {},
    }
  }, refusing)
  const script = await readFile(fileURLToPath(import.meta.resolve('weixin-js-sdk')), 'utf8')
  await context.route(wechatScriptUrl, (route) =>
    route.fulfill({
      contentType: 'text/javascript',
      body: `(function(){var module={};${script}\n;window.wx=window.jWeixin=module.exports})()`,
    }),
  )
}
