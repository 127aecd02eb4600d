import jsqr from 'jsqr'
import { PNG } from 'pngjs'
import { expect, test } from 'vitest'
import { barriers } from './axe.ts'
import { cup } from './fake/goods.ts'
import { gateway, onPhone, page } from './fake/on-phone.ts'
import { elementPage, type PageLook } from './fake/scenes.ts'
import { shoot } from './phone.ts'
import { watch } from './watch.ts'

onPhone(undefined, { permissions: ['clipboard-read', 'clipboard-write'] })

async function open(element: string, look: PageLook = {}, query = '') {
  gateway.page('/page', elementPage(gateway, element, look))
  await page.goto(`${gateway.url}/page${query}`)
}

const button = (name: string | RegExp) => page.getByRole('button', { name })

function read(png: Buffer): string | undefined {
  const { data, width, height } = PNG.sync.read(png)
  return jsqr(new Uint8ClampedArray(data), width, height)?.data
}

test('a listing is passed on by link and QR code, and the page hears of it', async () => {
  const watched = await watch(page)
  await open('xp-share', { attributes: `listing="${cup.id}"` })
  await page.evaluate(() => {
    document.addEventListener('xp-share', (event) => {
      const { detail } = event as CustomEvent
      document.title = `${detail.kind} ${detail.code} ${detail.channel}`
    })
  })
  await button('分享').tap()
  const code = page.getByRole('img', { name: `「${cup.title}」的二维码` })
  await code.waitFor()
  expect(read(await code.screenshot())).toBe(`${gateway.url}/s/abcd2345`)
  expect(await barriers(page)).toEqual([])
  await shoot(page, 'share-sheet')
  await button('复制链接').tap()
  await page.getByText('链接已复制').waitFor()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    `${gateway.url}/s/abcd2345`,
  )
  expect(await page.title()).toBe('link abcd2345 web')
  expect(watched.errors).toEqual([])
})

test('a poster is drawn in the page, and its code leads to the share', async () => {
  await open('xp-share', { attributes: `listing="${cup.id}" channel="wechat"` })
  await button('分享').tap()
  await button('生成海报').tap()
  await page.getByText('长按图片保存或转发').waitFor()
  expect(await barriers(page)).toEqual([])
  await shoot(page, 'share-poster')
  const link = page.getByRole('link', { name: '下载图片' })
  for (const format of ['方图 1:1', '全屏 9:16', '竖图 3:4']) {
    const before = await link.getAttribute('href')
    await button(format).tap()
    await expect.poll(() => link.getAttribute('href').catch(() => before)).not.toBe(before)
    const [file] = await Promise.all([page.waitForEvent('download'), link.click()])
    const stream = await file.createReadStream()
    const parts: Buffer[] = []
    for await (const part of stream) parts.push(part as Buffer)
    expect(read(Buffer.concat(parts))).toBe(`${gateway.url}/s/abcd2345`)
  }
})

test('a share that cannot be made says so and is tried again', async () => {
  gateway.fail('POST /v1/shares', 'INTERNAL')
  await open('xp-share')
  await button('分享').tap()
  await page.getByText('没有加载出来').waitFor()
  expect(await barriers(page)).toEqual([])
  gateway.fail('POST /v1/shares')
  await button('重试').tap()
  await page.getByRole('img', { name: /二维码/ }).waitFor()
})

test('one tag is a whole shop: goods, a listing, the cart, the way to the checkout', async () => {
  gateway.page('/shop/qingtian/checkout', '<h1>结算</h1>')
  const watched = await watch(page)
  await open('xp-shop', {}, '?s=abcd2345')
  await page.getByRole('heading', { name: '晴天小铺' }).last().waitFor()
  await page.getByText(cup.title).first().waitFor()
  expect(await barriers(page)).toEqual([])
  await shoot(page, 'shop-whole', true)

  await page.getByRole('link', { name: cup.title }).last().tap()
  await page.getByText('每一只都是手工上釉').waitFor()
  expect(page.url()).toBe(`${gateway.url}/page?s=abcd2345`)
  expect(await barriers(page)).toEqual([])
  await shoot(page, 'shop-listing')
  await page.goBack()
  await expect.poll(() => page.getByText('每一只都是手工上釉').count()).toBe(0)

  await page.getByRole('button', { name: /为「手工陶瓷马克杯/ }).tap()
  await page
    .getByRole('radio', { name: /奶白色/ })
    .or(button('奶白色'))
    .first()
    .tap()
  await page.locator('[part=sku], dialog').getByRole('button', { name: '加入购物车' }).tap()
  await button('去结算').waitFor()
  await expect.poll(() => [...gateway.world.carts.keys()].length).toBe(1)
  await button('去结算').tap()
  await page.waitForURL('**/checkout*')
  expect(page.url()).toContain([...gateway.world.carts.keys()][0])
  // Who came through a share takes it along to the checkout.
  expect(gateway.asked.filter((asked) => asked === 'POST /v1/visits')).toHaveLength(1)
  expect(page.url()).toMatch(/&s=abcd2345&u=[0-9A-Z]{26}$/)
  expect(watched.errors).toEqual([])
})

test('a shop with elements inside only tells them which shop they belong to', async () => {
  gateway.page(
    '/page',
    elementPage(gateway, 'xp-shop').replace(
      '></xp-shop>',
      `><xp-card listing="${cup.id}"></xp-card></xp-shop>`,
    ),
  )
  await page.goto(`${gateway.url}/page`)
  await page.getByText(cup.title).first().waitFor()
  expect(await page.locator('xp-grid').count()).toBe(0)
})

test.each([
  ['dark', { theme: 'dark' }],
  ['en', { lang: 'en' }],
] as const)('a whole shop looks right and keeps nobody out: %s', async (name, look) => {
  await open('xp-shop', look)
  await page.getByText(cup.title).first().waitFor()
  await shoot(page, `shop-${name}`, true)
  expect(await barriers(page)).toEqual([])
})

test('a shop that is closed or cannot be read says so', async () => {
  gateway.fail('GET /v1/shop', 'SHOP_CLOSED')
  await open('xp-shop')
  await page.getByText('店铺休息中').first().waitFor()
  expect(await barriers(page)).toEqual([])
})
