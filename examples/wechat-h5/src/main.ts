import { createClient } from '@xiaopu/client/fetch'
import { channels, openWechatPage, wechatMiniTag } from '@xiaopu/client/wechat'
import { detectChannel, isShopError } from '@xiaopu/domain'

/** A page of your own that sells inside WeChat: a card, and a share card for friends and Moments. */
const asked = new URLSearchParams(location.search)
const gateway = asked.get('gateway') ?? 'http://127.0.0.1:8688'
const shop = asked.get('shop') ?? ''
const listing = asked.get('listing') ?? ''

const client = createClient({ gateway, shop })
showCard()
void fitApp()

/** The pasted tag, by script, because the key is in the address here. */
function showCard(): void {
  const card = document.createElement('xp-card')
  card.setAttribute('listing', listing)
  place('goods').append(card)
  const script = document.createElement('script')
  script.type = 'module'
  script.src = `${gateway}/embed/v1.js`
  script.dataset.shop = shop
  document.head.append(script)
}

async function fitApp(): Promise<void> {
  const at = detectChannel({ ua: navigator.userAgent })
  if (at.container === 'none') return say('在微信里打开，还能设置分享卡片')
  try {
    if (at.channel === 'web') return
    const view = await channels(client).read(at.channel, {})
    if (view.checkout.mode !== 'native') say('这里只供看货，暂时不能下单')
    if (at.container !== 'wechat' || !view.script) return
    const page = await openWechatPage(client)
    await page.share(await shareCard())
    say('点右上角，就能分享给朋友')
    const { originalId, path } = view.mini ?? {}
    if (originalId && path) {
      place('mini').append(wechatMiniTag({ originalId, path }, '在小程序中打开'))
    }
  } catch (error) {
    if (!isShopError(error)) throw error
    // The page sells without its share card.
    say(`分享卡片没有设置好（${error.code}）`)
  }
}

/** A share of one's own, so that the report says what this page earned. */
async function shareCard() {
  const { code } = await client.shares.create({ listing, channel: 'wechat' })
  const { title, price, imageUrl } = await client.shares.read(code)
  const link = `${location.origin}${location.pathname}?${new URLSearchParams({ gateway, shop, listing, s: code })}`
  return { title, words: price ?? '', link, ...(imageUrl && { imageUrl }) }
}

function place(id: string): HTMLElement {
  const element = document.getElementById(id)
  if (!element) throw new Error(`the page has no #${id}`)
  return element
}

function say(words: string): void {
  place('hint').textContent = words
}
