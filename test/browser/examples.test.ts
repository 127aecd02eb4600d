import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build, type Rolldown } from 'vite'
import { expect, test } from 'vitest'
import { scriptAbove } from '../check/floor-script.ts'
import { serveBuilt } from './bundled.ts'
import { shopKey } from './fake/gateway.ts'
import { box, cup } from './fake/goods.ts'
import { browser, gateway, onPhone, page } from './fake/on-phone.ts'
import { openPhone, shoot } from './phone.ts'
import { watch } from './watch.ts'
import { type Told, wechatBridge } from './wechat-bridge.ts'

const examples = fileURLToPath(new URL('../../examples/', import.meta.url))
onPhone()

test('script-tag: the pasted lines sell, and the page counts along', async () => {
  const ids = [cup.id, box.id]
  const html = (await readFile(`${examples}script-tag/index.html`, 'utf8'))
    .replaceAll('http://127.0.0.1:8688', gateway.url)
    .replace('xpk_…', shopKey)
    .replaceAll('lst_…', () => ids.shift() ?? '')
  gateway.page('/', html.replace('<title>', '<link rel="icon" href="data:,"><title>'))
  const watched = await watch(page)
  await page.goto(gateway.url)
  await page.getByRole('button', { name: `把「${box.title}」加入购物车` }).tap()
  await expect.poll(() => page.title()).toBe('我的博客（1 件）')
  await shoot(page, 'example-script-tag')
  expect(watched.errors).toEqual([])
})

test("vite-shop: a shop with a face of its own sells with the client's stores", async () => {
  const root = `${examples}vite-shop`
  await serveBuilt(gateway, { root, configFile: `${root}/vite.config.ts` })
  const watched = await watch(page)
  await page.goto(`${gateway.url}/index.html?gateway=${gateway.url}&shop=${shopKey}&s=abcd2345`)
  await page.getByRole('heading', { name: '晴天小铺' }).waitFor()
  await page.getByLabel(`${cup.title}的规格`).selectOption('雾蓝色')
  await page.getByRole('button', { name: '加入购物车' }).first().tap()
  await page.getByText('1 件，¥21.90').waitFor()
  await page.getByRole('button', { name: `${cup.title}加一件` }).tap()
  await page.getByText('2 件，¥43.80').waitFor()
  await page.getByRole('button', { name: `${cup.title}加一件` }).tap()
  await page.getByRole('alert').waitFor()
  expect(await page.getByRole('alert').textContent()).toBe('OUT_OF_STOCK')
  await page.getByText('2 件，¥43.80').waitFor()
  const [cart] = gateway.world.carts.keys()
  const link = await page.getByRole('link', { name: '去结算' }).getAttribute('href')
  expect(link).toContain(
    `${gateway.url}/shop/qingtian/checkout#cart=${cart}&shop=${shopKey}&s=abcd2345`,
  )
  await shoot(page, 'example-vite-shop')
  await page.reload()
  await page.getByText('2 件，¥43.80').waitFor()
  expect(watched.errors.filter((error) => !error.includes('409'))).toEqual([])
})

test('wechat-h5: inside WeChat a page sells, and friends get its card', async () => {
  const root = `${examples}wechat-h5`
  await serveBuilt(gateway, { root, configFile: `${root}/vite.config.ts` })
  const told: Told[] = []
  const inside = await openPhone(browser, {
    userAgent:
      'Mozilla/5.0 (Linux; Android 13; V2243A; wv) AppleWebKit/537.36 Version/4.0 Chrome/134.0 Mobile Safari/537.36 XWEB/1340129 MicroMessenger/8.0.58',
  })
  await wechatBridge(inside.context, told)
  const watched = await watch(inside.page)
  const query = new URLSearchParams({ gateway: gateway.url, shop: shopKey, listing: cup.id })
  await inside.page.goto(`${gateway.url}/index.html?${query}`)
  await inside.page.getByText('点右上角，就能分享给朋友').waitFor()
  const card = told.find(({ name }) => name === 'updateAppMessageShareData')?.sent
  expect(card).toMatchObject({ title: cup.title, desc: '¥19.90' })
  expect(card?.link).toContain('s=abcd2345')
  await inside.page
    .getByRole('button', { name: /手工陶瓷马克杯/ })
    .first()
    .waitFor()
  expect(await inside.page.locator('wx-open-launch-weapp').count()).toBe(1)
  await shoot(inside.page, 'example-wechat-h5')
  expect(watched.errors).toEqual([])
  await inside.context.close()
  await page.goto(`${gateway.url}/index.html?${query}`)
  await page.getByText('在微信里打开，还能设置分享卡片').waitFor()
})

test('what the examples build is read by the oldest web views', async () => {
  for (const name of ['vite-shop', 'wechat-h5']) {
    const root = `${examples}${name}`
    const built = await build({
      root,
      configFile: `${root}/vite.config.ts`,
      logLevel: 'error',
      build: { write: false },
    })
    const outputs = (Array.isArray(built) ? built : [built]) as Rolldown.RolldownOutput[]
    const chunks = outputs.flatMap(({ output }) => output).filter(({ type }) => type === 'chunk')
    expect(chunks.length).toBeGreaterThan(0)
    for (const chunk of chunks) {
      if (chunk.type === 'chunk') expect(scriptAbove(chunk.code), name).toEqual([])
    }
  }
})
