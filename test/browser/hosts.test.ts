import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hostConfig, serveBuilt } from './bundled.ts'
import { openChromium } from './chromium.ts'
import { fakeGateway, shopKey } from './fake/gateway.ts'
import { box } from './fake/goods.ts'
import { openPhone } from './phone.ts'
import { watch } from './watch.ts'

let browser: Browser

beforeAll(async () => {
  browser = await openChromium()
})
afterAll(() => browser?.close())

test.each(['plain', 'react', 'vue'])(
  'a card sells inside a %s page, which hears of it',
  async (host) => {
    const gateway = await fakeGateway()
    const { context, page } = await openPhone(browser)
    page.setDefaultTimeout(15_000)
    const watched = await watch(page)
    await serveBuilt(gateway, hostConfig(host))
    gateway.page(
      '/',
      '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><div id="app"></div><script type="module" src="/host.js"></script>',
    )
    await page.goto(`${gateway.url}/?gateway=${gateway.url}&shop=${shopKey}&listing=${box.id}`)
    const add = page.getByRole('button', { name: `把「${box.title}」加入购物车` })
    await add.waitFor()
    const again = page.getByRole('button', { name: 'drawn again 0' })
    if (host !== 'plain') await again.tap()
    await add.tap()
    await expect.poll(() => page.title()).toBe('add 1')
    await page.getByRole('dialog', { name: '购物车' }).waitFor()
    expect([...gateway.world.carts.values()][0]?.quantity).toBe(1)
    expect(watched.errors).toEqual([])
    await context.close()
    await gateway.close()
  },
)
