import type { Browser } from 'playwright-core'
import { openPhone } from '../browser/phone.ts'
import { settled } from '../browser/settled.ts'
import { throttle } from '../browser/throttle.ts'

interface Tapped {
  /** When the finger's click came, and when the cart was first painted with something in it. */
  clicked?: number
  inCart?: number
}

/**
 * How long a buyer waits between tapping a card's button and seeing the cart hold it, in ms.
 *
 * @param url - a page with one `<xp-card>` of a listing without choices, and an `<xp-cart>`
 */
export async function tapToCart(browser: Browser, url: string, cpu: number): Promise<number> {
  const { context, page } = await openPhone(browser)
  try {
    await page.addInitScript(noteTap)
    await page.goto(url)
    await page.waitForFunction(() => ['xp-card', 'xp-cart'].every((tag) => customElements.get(tag)))
    // The pictures are there too, and nothing comes any more that the tap would compete with.
    await settled(page)
    await throttle(page, { cpu })
    await page.locator('xp-card [part~="buy"]').tap()
    await page.waitForFunction(() => (globalThis as { __tapped?: Tapped }).__tapped?.inCart)
    const tapped = await page.evaluate(() => (globalThis as { __tapped?: Tapped }).__tapped)
    return (tapped?.inCart ?? Number.NaN) - (tapped?.clicked ?? Number.NaN)
  } finally {
    await context.close()
  }
}

/** Runs in the page before its own scripts: looks once a frame from the click on. */
function noteTap(): void {
  const tapped: Tapped = {}
  Object.defineProperty(globalThis, '__tapped', { value: tapped })
  const look = () => {
    const cart = document.querySelector('xp-cart')?.shadowRoot
    if (cart?.querySelector('[part~="count"], [part~="line"]')) tapped.inCart ??= performance.now()
    else requestAnimationFrame(look)
  }
  const onClick = (event: Event) => {
    if (tapped.clicked !== undefined) return
    tapped.clicked = event.timeStamp
    requestAnimationFrame(look)
  }
  addEventListener('click', onClick, { capture: true })
}
