import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { openChromium } from '../chromium.ts'
import { openPhone, type Phone } from '../phone.ts'
import { type FakeGateway, fakeGateway } from './gateway.ts'

/** What each test finds fresh, once its file has called `onPhone`. */
export let gateway: FakeGateway
export let page: Page
/** One for all tests of a file. */
export let browser: Browser

let phone: Phone

/**
 * Gives each test of a file a gateway that plays its part and a phone with a blank page, and all of
 * them one Chromium.
 *
 * @param prepare - what the gateway shows and knows before the test begins
 */
export function onPhone(
  prepare: (gateway: FakeGateway) => void = () => {},
  changes: BrowserContextOptions = {},
): void {
  beforeAll(async () => {
    browser = await openChromium()
  })
  afterAll(() => browser?.close())
  beforeEach(async () => {
    gateway = await fakeGateway()
    prepare(gateway)
    phone = await openPhone(browser, changes)
    page = phone.page
    page.setDefaultTimeout(15_000)
  })
  afterEach(async () => {
    await phone.context.close()
    await gateway.close()
  })
}
