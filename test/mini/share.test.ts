import type { Listing, ReportRow, Share } from '@xiaopu/domain'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listGoods } from '../market.ts'
import { baseUrl, type OpenShop, openShop } from '../shop.ts'
import { fakeHost, habits } from './fake-host.ts'
import { handOn } from './hand.ts'
import { type Dialect, dialects, openStage } from './stage.ts'

let market: OpenShop
let listing: Listing

beforeAll(async () => {
  market = await openShop()
  const [first] = await listGoods(market, 1)
  if (!first) throw new Error('nothing to sell')
  listing = first
})
afterAll(() => market.close())

/** A canvas that writes down what is drawn on it; its pictures come, or fail. */
function canvasOf(strokes: string[], loads = true) {
  const pen = {
    fillStyle: '',
    font: '',
    beginPath() {},
    moveTo() {},
    arcTo() {},
    closePath() {},
    fill: () => strokes.push('box'),
    clip() {},
    save() {},
    restore() {},
    fillRect: () => strokes.push('module'),
    fillText: (text: string) => strokes.push(text),
    measureText: (text: string) => ({ width: text.length * 10 }),
    drawImage: () => strokes.push('picture'),
  }
  return {
    width: 0,
    height: 0,
    getContext: () => pen,
    createImage() {
      const image = { width: 800, height: 800, onload: () => {}, onerror: () => {} }
      // Apps tell of a loaded picture after its address was set.
      return Object.defineProperty(image, 'src', {
        set: () => void setTimeout(loads ? image.onload : image.onerror),
      })
    },
  }
}

/** The share's component in an app; without `canvas`, its base library has none. */
function shareSheet(dialect: Dialect, canvas?: ReturnType<typeof canvasOf>) {
  const done: string[] = []
  const fake = fakeHost({
    habits: habits[dialect.host],
    fetch: async (request) => market.gateway.fetch(request),
  })
  const query = {
    in: () => query,
    select: () => query,
    fields: () => query,
    exec: (heard: (found: unknown[]) => void) => heard([canvas && { node: canvas }]),
  }
  const host = {
    ...fake.host,
    createSelectorQuery: () => query,
    canvasToTempFilePath: ({ success }: { success(made: object): void }) =>
      success({ tempFilePath: 'tmp://poster.jpg' }),
    saveImageToPhotosAlbum({ filePath, success }: { filePath: string; success(): void }) {
      done.push(filePath)
      success()
    },
    setClipboardData({ data, success }: { data: string; success(): void }) {
      done.push(data)
      success()
    },
  }
  const stage = openStage(dialect, { [dialect.host]: host })
  const openIt = stage.xiaopu.openShop as (options: object) => unknown
  const shop = openIt({ gateway: baseUrl, shop: market.keys.publishable })
  const mounted = stage.mount('share', { listing: listing.id })
  return { stage, shop, mounted, hand: handOn(mounted), done }
}

const [wechat, , , xiaohongshu] = dialects as readonly [Dialect, Dialect, Dialect, Dialect]

test('in WeChat a poster is drawn with goods and code and saved, and the link copied', async () => {
  const strokes: string[] = []
  const canvas = canvasOf(strokes)
  const { hand, done } = shareSheet(wechat, canvas)
  await hand.tap('分享')
  await hand.tap('生成海报')
  await hand.tap('下载图片')
  await hand.sees('图片已存进相册')
  expect([canvas.width, canvas.height]).toEqual([1080, 1440])
  expect(strokes).toContain('picture')
  expect(strokes.filter((each) => each === 'module').length).toBeGreaterThan(200)
  expect(strokes.join('')).toContain('小铺')
  await hand.tap('复制链接')
  await hand.sees('链接已复制')
  expect(done).toEqual(['tmp://poster.jpg', expect.stringMatching(/\/s\/\w{8}$/)])
})

test('where codes are punished the poster has none, the sheet says why, and no link is offered', async () => {
  const strokes: string[] = []
  const { hand } = shareSheet(xiaohongshu, canvasOf(strokes))
  await hand.tap('分享')
  await hand.sees('这个平台会处罚带二维码和外部链接的内容')
  await hand.tap('生成海报')
  await hand.sees('下载图片')
  expect(strokes).toContain('picture')
  expect(strokes).not.toContain('module')
  expect(hand.words()).not.toContain('复制链接')
})

test('without a picture of the goods no poster speaks of a code that is not on it', async () => {
  for (const [dialect, words] of [
    [wechat, '扫码看商品图'],
    [xiaohongshu, '暂无商品图'],
  ] as const) {
    const strokes: string[] = []
    const { hand } = shareSheet(dialect, canvasOf(strokes, false))
    await hand.tap('分享')
    await hand.tap('生成海报')
    await hand.sees('下载图片')
    expect(strokes).not.toContain('picture')
    expect(strokes).toContain(words)
  }
})

test.each([
  [wechat, true],
  [xiaohongshu, false],
] as const)(
  '$folder: an old base library without such a canvas shows the poster that the gateway draws, its code: %s',
  async (dialect, hasCode) => {
    const { hand, mounted } = shareSheet(dialect)
    await hand.tap('分享')
    await hand.tap('生成海报')
    const shown = () => JSON.stringify(mounted.shown())
    await expect.poll(shown).toMatch(/\/v1\/shares\/\w{8}\/poster/)
    const [path = ''] = /\/v1\/shares\/[^"]+/.exec(shown()) ?? []
    const { text } = await market.ask(path)
    expect(text).toContain('<svg')
    expect(text.includes('crispEdges')).toBe(hasCode)
  },
)

test.each([
  ['s', (code: string) => code],
  ['scene', (code: string) => encodeURIComponent(code)],
  ['q', (code: string) => encodeURIComponent(`${baseUrl}/s/${code}`)],
])('who comes by %s is counted as a visit of the share', async (name, written) => {
  const { json: made } = await market.sell<{ share: Share }>('/v1/seller/shares', {
    body: { channel: 'wechat', listing: listing.id, name: `visit by ${name}` },
  })
  const { code } = made.share
  const { stage, shop } = shareSheet(wechat)
  const arrive = stage.xiaopu.arrive as (shop: unknown, opened: object) => Promise<void>
  await arrive(shop, { query: { [name]: written(code) } })
  const { json } = await market.sell<{ shares: ReportRow[] }>('/v1/seller/report')
  expect(json.shares.find((row) => row.code === code)?.visits).toBe(1)
})

test('each app gets the message of a passed-on page in its own words', async () => {
  const shared = {
    listing: 'lst_1',
    title: '杯子',
    imageUrl: 'https://g.example/1',
    code: 'AbCd2345',
  }
  const messages = dialects.map((dialect) => {
    const { stage, shop } = shareSheet(dialect)
    const make = stage.xiaopu.shareMessage as (...args: unknown[]) => Record<string, string>
    return make(shop, '/pages/product/product', shared)
  })
  for (const message of messages) {
    expect(message).toMatchObject({
      title: '杯子',
      path: '/pages/product/product?listing=lst_1&s=AbCd2345',
      imageUrl: 'https://g.example/1',
    })
  }
  expect(messages[0]).not.toHaveProperty('desc')
  expect(messages[1]).toHaveProperty('desc')
  expect(messages[3]).toMatchObject({ query: 'listing=lst_1&s=AbCd2345', content: '杯子' })
})
