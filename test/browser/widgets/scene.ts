import type { Browser, BrowserContextOptions } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { openChromium } from '../chromium.ts'
import { openPhone, type Phone } from '../phone.ts'
import { FakeGateway } from './gateway.ts'
import { listing, shirt } from './goods.ts'

/** What each test of a file finds fresh: a gateway with 24 goods and a phone. One browser for all. */
export interface Scene {
  readonly gateway: FakeGateway
  readonly phone: Phone
  readonly browser: Browser
}

export function scene(options: BrowserContextOptions = {}): Scene {
  let browser: Browser
  let gateway: FakeGateway
  let phone: Phone
  beforeAll(async () => {
    browser = await openChromium()
  })
  afterAll(() => browser?.close())
  beforeEach(async () => {
    gateway = await new FakeGateway().open()
    gateway.goods = [shirt(0), ...Array.from({ length: 23 }, (_, index) => listing(index + 1))]
    phone = await openPhone(browser, options)
  })
  afterEach(async () => {
    await phone.context.close()
    await gateway.close()
  })
  return {
    get gateway() {
      return gateway
    },
    get phone() {
      return phone
    },
    get browser() {
      return browser
    },
  }
}
