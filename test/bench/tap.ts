import type { Browser } from 'playwright-core'
import { openPhone } from '../browser/phone.ts'
import { settled } from '../browser/settled.ts'
import { throttle } from '../browser/throttle.ts'
import { listen, type Telling } from './telling.ts'

/**
 * How long a buyer waits between tapping a card's button and seeing the cart hold it, in ms.
 *
 * @param url - a page with one `<xp-card>` of a listing without choices, and an `<xp-cart>`
 */
export async function tapToCart(browser: Browser, url: string, cpu: number): Promise<number> {
  const { context, page } = await openPhone(browser)
  try {
    const told = await listen<number>(page)
    await page.addInitScript(noteTap)
    await page.goto(url)
    await page.waitForFunction(() => ['xp-card', 'xp-cart'].every((tag) => customElements.get(tag)))
    // The pictures are there too, and nothing comes any more that the tap would compete with.
    await settled(page)
    const button = page.locator('xp-card [part~="buy"]')
    await button.scrollIntoViewIfNeeded()
    const at = await button.boundingBox()
    if (!at) throw new Error(`${url} has no button to tap`)
    await throttle(page, { cpu })
    // A finger only: a locator's tap also asks the page, before and after, where it would land.
    await page.touchscreen.tap(at.x + at.width / 2, at.y + at.height / 2)
    return await told()
  } finally {
    await context.close()
  }
}

/**
 * Runs in the page before its own scripts: looks once a frame from the click on, and counts what it saw there as
 * painted once that frame's style, layout and paint are done.
 */
function noteTap(): void {
  let clicked: number | undefined
  const { port1, port2 } = new MessageChannel()
  port2.onmessage = () => {
    const waited = performance.now() - (clicked ?? Number.NaN)
    ;(globalThis as unknown as Telling).tellBench(JSON.stringify(waited))
  }
  const look = () => {
    const cart = document.querySelector('xp-cart')?.shadowRoot
    if (cart?.querySelector('[part~="count"], [part~="line"]')) port1.postMessage('')
    else requestAnimationFrame(look)
  }
  const onClick = (event: Event) => {
    if (clicked !== undefined) return
    clicked = event.timeStamp
    requestAnimationFrame(look)
  }
  addEventListener('click', onClick, { capture: true })
}
