import { isShopError, ShopError } from '@xiaopu/domain'
import type { Client } from '../client.ts'
import { channels } from './calls.ts'
import { loadByTag, type WechatScript, wechatScript, wechatScriptUrl } from './script.ts'

/** What people see when they pass the page on from WeChat's menu. */
export interface WechatCard {
  readonly title: string
  /** For friends and groups; Moments show the title alone. */
  readonly words?: string
  /** Its host must be one that the account lists as safe for scripts (JS 接口安全域名). */
  readonly link: string
  readonly imageUrl?: string
}

export interface WechatPage {
  /**
   * Sets the card for friends and for Moments. WeChat does not tell whether anybody shares.
   *
   * @throws ShopError CHANNEL_REFUSED with WeChat's words
   */
  share(card: WechatCard): Promise<void>
}

export interface WechatOptions {
  /** Puts WeChat's script into the page, where its policy asks for another way than a tag. */
  readonly load?: (url: string) => Promise<void>
  /** Shows WeChat's own messages on the phone. */
  readonly debug?: boolean
  /** ms until the script or WeChat's answer is given up, 8000 unless given. */
  readonly timeout?: number
}

/** On iOS a page counts as the one that was opened first, however its address changed since. */
const entryUrl = typeof location === 'object' ? location.href : ''

const apis = ['updateAppMessageShareData', 'updateTimelineShareData']
const tags = ['wx-open-launch-weapp']

/**
 * Makes this page known to WeChat: loads its script, has the gateway sign the page, and waits until
 * WeChat agrees. Only inside WeChat, and only for shops with an account for pages.
 *
 * @throws ShopError CHANNEL_NOT_SET_UP, ORIGIN_NOT_ALLOWED, CHANNEL_BUSY, CHANNEL_REFUSED with WeChat's
 * words, OFFLINE where the script does not load, TIMEOUT where nothing answers
 */
export async function openWechatPage(
  client: Client,
  options: WechatOptions = {},
): Promise<WechatPage> {
  const { load = loadByTag, timeout = 8000 } = options
  const script = await within(timeout, loadScript(load))
  const isPhoneOfApple = /iPhone|iPad|iPod/.test(navigator.userAgent)
  const urls = isPhoneOfApple ? [entryUrl, location.href] : [location.href, entryUrl]
  await within(timeout, configure(client, script, [...new Set(urls)], options.debug ?? false))
  return { share: (card) => within(timeout, setCard(script, card)) }
}

async function loadScript(load: (url: string) => Promise<void>): Promise<WechatScript> {
  const known = wechatScript()
  if (known) return known
  try {
    await load(wechatScriptUrl)
  } catch (cause) {
    throw new ShopError('OFFLINE', {}, { cause })
  }
  const loaded = wechatScript()
  if (!loaded) throw new ShopError('CHANNEL_REFUSED', { code: 'no script' })
  return loaded
}

/** Which address WeChat holds for the page's differs by system and version: the other one is tried once. */
async function configure(
  client: Client,
  script: WechatScript,
  [url = '', ...others]: readonly string[],
  debug: boolean,
): Promise<void> {
  const signed = await channels(client).sign({ url: url.split('#')[0] ?? url })
  try {
    await new Promise<void>((agreed, refused) => {
      script.error(({ errMsg = '' }) => refused(new ShopError('CHANNEL_REFUSED', { code: errMsg })))
      script.ready(agreed)
      script.config({ debug, ...signed, jsApiList: apis, openTagList: tags })
    })
  } catch (error) {
    const isAddress = isShopError(error) && /invalid signature/.test(String(error.detail.code))
    if (!isAddress || others.length === 0) throw error
    await configure(client, script, others, debug)
  }
}

async function setCard(script: WechatScript, card: WechatCard): Promise<void> {
  const { title, words = '', link, imageUrl = '' } = card
  const data = { title, link, imgUrl: imageUrl }
  const told = (tell: (outcome: Outcome) => void) =>
    new Promise<void>((success, failed) => {
      const fail: Outcome['fail'] = ({ errMsg = '' }) =>
        failed(new ShopError('CHANNEL_REFUSED', { code: errMsg }))
      tell({ success, fail })
    })
  // Versions before 6.7.2 lack them: the page is passed on with its own title then.
  await Promise.all([
    script.updateAppMessageShareData &&
      told((outcome) => script.updateAppMessageShareData?.({ ...data, desc: words, ...outcome })),
    script.updateTimelineShareData &&
      told((outcome) => script.updateTimelineShareData?.({ ...data, ...outcome })),
  ])
}

interface Outcome {
  readonly success: () => void
  readonly fail: (result: { readonly errMsg?: string }) => void
}

function within<T>(ms: number, work: Promise<T>): Promise<T> {
  return new Promise((done, failed) => {
    const timer = setTimeout(() => failed(new ShopError('TIMEOUT')), ms)
    work.then(done, failed).finally(() => clearTimeout(timer))
  })
}
