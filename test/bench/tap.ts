import type { Browser, Page } from 'playwright-core'
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
    // The pictures are there too, and nothing comes any more that the tap would compete with.
    await settled(page)
    const [x, y] = await placeOfButton(page)
    await throttle(page, { cpu })
    await page.touchscreen.tap(x, y)
    return await told()
  } finally {
    await context.close()
  }
}

/**
 * Where the finger goes, once both elements live. Asked without Playwright's locators: the first one leaves listeners in the
 * page that hear each touch, and the browser then waits for them before it takes a touch for a tap.
 */
async function placeOfButton(page: Page): Promise<readonly [x: number, y: number]> {
  const session = await page.context().newCDPSession(page)
  const { result } = await session.send('Runtime.evaluate', {
    expression: `(${findButton})()`,
    awaitPromise: true,
    returnByValue: true,
  })
  await session.detach()
  if (!result.value) throw new Error(`${page.url()} has no button to tap`)
  return result.value
}

/** Runs in the page. */
async function findButton() {
  await Promise.all(['xp-card', 'xp-cart'].map((tag) => customElements.whenDefined(tag)))
  const button = document.querySelector('xp-card')?.shadowRoot?.querySelector('[part~="buy"]')
  if (!button) return undefined
  button.scrollIntoView({ block: 'nearest' })
  const { x, y, width, height } = button.getBoundingClientRect()
  return [x + width / 2, y + height / 2]
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
