import { channels, openWechatPage, wechatMiniTag } from '@xiaopu/client/wechat'
import type { ChannelView, Surroundings } from '@xiaopu/domain'
import { inApp as english } from '@xiaopu/texts/en/in-app'
import { inApp as chinese } from '@xiaopu/texts/zh-cn/in-app'
import { counterOf } from '../buying/counter.ts'
import { openShop, type ShopRuntime } from '../shop/runtime.ts'
import { runForeign } from './run-foreign.ts'

/** Makes a hosted page fit the app that it is in. What the app refuses leaves the page as it was. */
export async function furnishHosted(at: Surroundings): Promise<void> {
  const shop = shopHere()
  const main = document.querySelector('main')
  if (!shop || !main || at.channel === 'web') return
  const { client } = counterOf(shop)
  const texts = document.documentElement.lang === 'en' ? english : chinese
  try {
    const query = at.mini ? ({ mini: '1' } as const) : {}
    const view = await channels(client).read(at.channel, query)
    sayCheckout(main, view, texts)
    if (at.container !== 'wechat' || at.mini || !view.script) return
    // Carts and orders are nobody else's: they are not passed on, and no foreign script runs there.
    if (!canonicalHere()) return
    const page = await openWechatPage(client, { load: runForeign })
    await page.share(shareCard())
    offerMini(main, view, texts)
  } catch (error) {
    // A page is passed on with its title then, as any other.
    console.warn(error)
  }
}

type Texts = typeof chinese

/** The shop that the page was drawn for; its elements may not have come yet. */
function shopHere(): ShopRuntime | undefined {
  const seed = document.querySelector<HTMLScriptElement>('script[data-xiaopu]')
  if (!seed) return undefined
  const { shop }: { shop: string } = JSON.parse(seed.textContent ?? '')
  return openShop({ gateway: seed.dataset.xiaopu ?? '', shop })
}

/** Where buyers cannot pay, they hear it before they fill a cart, and give no address for nothing. */
function sayCheckout(main: Element, { checkout }: ChannelView, texts: Texts): void {
  const { mode, reason } = checkout
  if (mode === 'native') return
  if (reason !== 'pay-in-mini-program') main.querySelector('xp-checkout')?.replaceWith(back(texts))
  const note = document.createElement('p')
  note.className = 'note'
  note.setAttribute('role', 'note')
  note.textContent = reason === 'pay-in-mini-program' ? texts.payInMini : texts[mode]
  main.prepend(note)
}

function back({ keepLooking }: Texts): Element {
  const link = document.createElement('a')
  link.className = 'go'
  link.href = location.pathname.replace(/\/checkout\/?$/, '')
  link.textContent = keepLooking
  return link
}

function offerMini(main: Element, { mini }: ChannelView, texts: Texts): void {
  if (!mini?.originalId || !mini.path) return
  const code = codeHere()
  const path = code ? `${mini.path}?s=${code}` : mini.path
  main.prepend(wechatMiniTag({ originalId: mini.originalId, path }, texts.openMini))
}

/** What the page says of itself to programs; who passes it on passes on the share that brought it. */
function shareCard() {
  const here = canonicalHere() ?? location.href.replace(/[?#].*/, '')
  const code = codeHere()
  const imageUrl = meta('og:image')
  return {
    title: meta('og:title') ?? document.title,
    words: meta('og:description') ?? '',
    link: code ? `${here}?s=${code}` : here,
    ...(imageUrl && { imageUrl }),
  }
}

/** The address that a page wants to be known by; only pages for everybody have one. */
function canonicalHere(): string | undefined {
  return document.querySelector<HTMLLinkElement>('link[rel=canonical]')?.href
}

function meta(name: string): string | undefined {
  return document.querySelector<HTMLMetaElement>(`meta[property="${name}"]`)?.content
}

/** The share that the page was opened through, `?s=…`. */
function codeHere(): string | undefined {
  return /[?&]s=([2-9A-HJ-NP-Za-km-z]{8})(?:&|#|$)/.exec(location.href)?.[1]
}
