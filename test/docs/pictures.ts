import { mkdtempSync, rmSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Channel } from '@xiaopu/domain'
import { channelRules } from '@xiaopu/share'
import { channels } from '@xiaopu/texts/zh-cn/states'
import type { Browser, Page } from 'playwright-core'
import { start } from '../bench/child.ts'
import { freePair } from '../bench/ports.ts'
import { openChromium } from '../browser/chromium.ts'
import { openPhone } from '../browser/phone.ts'
import { settled } from '../browser/settled.ts'

/** Takes the pictures of README and guides from the running product: `pnpm pictures`. */
const folder = fileURLToPath(new URL('../../docs/pictures/', import.meta.url))
const root = join(folder, '../..')
const pasted = '王小芳 13800138000 浙江省杭州市西湖区文三路 90 号 3 幢 501'

const data = mkdtempSync(join(tmpdir(), 'xiaopu-pictures-'))
const port = await freePair()
const demo = await start(['--conditions=@xiaopu/source', 'packages/xiaopu/src/main.ts', 'dev'], {
  cwd: root,
  ready: /^ready http/,
  env: { PORT: String(port), XIAOPU_DATA: data },
})
const browser = await openChromium()
try {
  const origin = `http://127.0.0.1:${port}`
  await mkdir(folder, { recursive: true })
  await keep('posters.png', await posters(browser, origin))
  await keep('shop.png', await sideBySide(browser, await walk(browser, origin)))
} finally {
  await browser.close()
  await demo.stop()
  rmSync(data, { recursive: true, force: true })
}

async function keep(name: string, picture: Buffer): Promise<void> {
  await writeFile(join(folder, name), picture)
  console.log(`${name}: ${Math.round(picture.length / 1024)} kB`)
}

/** What fits each channel best, as the gateway draws it for a share: with a code where codes are welcome. */
async function posters(browser: Browser, origin: string): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width: 1500, height: 520 } })
  await page.goto(`${origin}/shop/demo`)
  const link = page.locator('a[href*="/lst_"]', { hasText: '瑜伽裤' }).first()
  const [listing] = /lst_\w+/.exec((await link.getAttribute('href')) ?? '') ?? []
  const seed = await page.locator('script[data-xiaopu]').textContent()
  const { shop }: { shop: string } = JSON.parse(seed ?? '{}')
  const figures = []
  for (const channel of Channel.options) {
    const made = await fetch(`${origin}/v1/shares?shop=${shop}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ channel, listing }),
    })
    const { code }: { code: string } = await made.json()
    const [format] = channelRules[channel].posters
    const drawn = `${origin}/v1/shares/${code}/poster?format=${format}`
    figures.push(`<figure>${image(await posterAt(browser, drawn))}${caption(channel)}</figure>`)
  }
  const style =
    'body{margin:0;padding:24px;display:flex;align-items:end;justify-content:center;gap:24px;background:#eceef1;font:18px/28px sans-serif}figure{margin:0;text-align:center}img{display:block;max-width:270px;max-height:440px;border-radius:12px}figcaption{margin-top:8px}'
  // The shop's own page takes no HTML.
  await page.goto('about:blank')
  await page.setContent(`<style>${style}</style>${figures.join('')}`)
  const picture = await page.screenshot()
  await page.close()
  return picture
}

function image(png: Buffer): string {
  return `<img src="data:image/png;base64,${png.toString('base64')}">`
}

function caption(channel: Channel): string {
  return `<figcaption>${channels[channel]}</figcaption>`
}

/** A poster at its own size, as a file that somebody saved. */
async function posterAt(browser: Browser, url: string): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width: 1080, height: 1920 } })
  await page.goto(url)
  const picture = await page.locator('svg').screenshot()
  await page.close()
  return picture
}

/** Shop, choice of SKU, and the order after its parcel has left: as a buyer sees them. */
async function walk(browser: Browser, origin: string): Promise<Buffer[]> {
  const { context, page } = await openPhone(browser, { deviceScaleFactor: 1 })
  page.setDefaultTimeout(15_000)
  await page.goto(`${origin}/shop/demo`)
  const shop = await picture(page)
  await page.locator('a[href*="/lst_"]:visible', { hasText: '瑜伽裤' }).first().tap()
  await page.waitForURL(/\/lst_/)
  await settled(page)
  await page.getByRole('button', { name: '选规格' }).tap()
  const sheet = page.getByRole('dialog')
  for (const name of ['黑色', 'L', '长裤']) {
    await sheet.getByRole('button', { name, exact: true }).tap()
  }
  await page.mouse.move(180, 400)
  await page.mouse.wheel(0, -2000)
  const choice = await picture(page)
  await sheet.getByRole('button', { name: '加入购物车' }).tap()
  await page.getByText('去结算').tap()
  await page.getByRole('textbox').first().fill(pasted)
  await page.getByRole('button', { name: '识别' }).tap()
  await page.getByText('已填好，请核对').waitFor()
  await page.getByRole('button', { name: '使用这个地址' }).tap()
  await page.getByRole('button', { name: '付款 ¥' }).tap()
  await page.getByRole('button', { name: '支付' }).tap()
  await page.getByText('待发货').first().waitFor()
  await turnClock(origin, 36)
  await page.getByText('已发货').first().waitFor({ timeout: 60_000 })
  const order = await picture(page)
  await context.close()
  return [shop, choice, order]
}

/** The sandbox's clock, which carriers and suppliers go by. */
async function turnClock(origin: string, hours: number): Promise<void> {
  const sandbox = new URL(origin)
  sandbox.port = String(Number(sandbox.port) + 1)
  const body = JSON.stringify({ advanceMs: hours * 3_600_000 })
  await fetch(`${sandbox.origin}/sandbox/api/clock`, { method: 'POST', body })
}

/** The page once nothing is on its way and every picture in sight is drawn. */
async function picture(page: Page): Promise<Buffer> {
  await settled(page)
  return page.screenshot({ animations: 'disabled' })
}

async function sideBySide(browser: Browser, shots: readonly Buffer[]): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width: 1176, height: 788 } })
  const style =
    'body{margin:0;padding:24px;display:flex;gap:24px;background:#eceef1}img{border-radius:20px;box-shadow:0 2px 12px #0002}'
  await page.setContent(`<style>${style}</style>${shots.map(image).join('')}`)
  await page.waitForLoadState('load')
  return page.screenshot()
}
