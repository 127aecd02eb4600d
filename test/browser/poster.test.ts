import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { Channel } from '@xiaopu/domain'
import { carriesCode, channelRules } from '@xiaopu/share'
import { type PosterCard, posterSvg } from '@xiaopu/share/poster'
import type * as posterPngModule from '@xiaopu/share/poster-png'
import { zhCn } from '@xiaopu/texts/zh-cn'
import jsqr from 'jsqr'
import type { Browser } from 'playwright-core'
import { PNG } from 'pngjs'
import { build } from 'vite'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { openChromium } from './chromium.ts'
import { openPhone, type Phone, shoot } from './phone.ts'

const formats = ['square', 'portrait', 'story'] as const
const codeChannels = Channel.options.filter(carriesCode)
const codeless = Channel.options.filter((channel) => !carriesCode(channel))
const url = 'http://127.0.0.1:8688/s/AbCd2345'
const title = '316不锈钢保温杯女大容量便携随手杯高颜值学生吸管水杯送礼定制'

let browser: Browser
let server: Server
let phone: Phone
let pictures: { clean: string; closed: string }

const cup = `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="800"><rect width="800" height="800" fill="#dfe9e4"/>
  <rect x="290" y="180" width="220" height="470" rx="46" fill="#2f6f5e"/><rect x="310" y="130" width="180" height="70" rx="20" fill="#1f4d41"/>
  <rect x="290" y="420" width="220" height="26" fill="#f2c14e"/></svg>`

/** The page forbids `data:` and `blob:` pictures and inline code: the poster needs neither. */
beforeAll(async () => {
  const script = await bundle()
  server = createServer((request, response) => {
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    if (request.url === '/poster.js') {
      response.writeHead(200, { 'content-type': 'text/javascript' }).end(script)
    } else if (request.url?.startsWith('/pictures/')) {
      const clean = request.url === '/pictures/clean.svg'
      response
        .writeHead(200, {
          'content-type': 'image/svg+xml',
          ...(clean && { 'access-control-allow-origin': '*' }),
        })
        .end(cup)
    } else {
      response
        .writeHead(200, {
          'content-type': 'text/html',
          'content-security-policy': `default-src 'none'; script-src ${origin}; img-src http://pictures.test:*`,
        })
        .end(`<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>海报</title>
          <body><script src="/poster.js"></script>`)
    }
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as AddressInfo
  const at = `http://pictures.test:${port}/pictures`
  pictures = { clean: `${at}/clean.svg`, closed: `${at}/closed.svg` }
  browser = await openChromium()
})
afterAll(async () => {
  await browser?.close()
  server?.close()
})
beforeEach(async () => {
  phone = await openPhone(browser)
  await phone.page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
})
afterEach(() => phone.context.close())

/** The browser half of the share package as one script, `share` in the page. */
async function bundle(): Promise<string> {
  const built = await build({
    logLevel: 'error',
    configFile: false,
    resolve: { conditions: ['@xiaopu/source', 'module', 'browser', 'production'] },
    build: {
      write: false,
      lib: {
        entry: fileURLToPath(import.meta.resolve('@xiaopu/share/poster-png')),
        formats: ['iife'],
        name: 'share',
      },
    },
  })
  const [first] = Array.isArray(built) ? built : [built]
  const chunk = first && 'output' in first ? first.output[0] : undefined
  if (!chunk) throw new Error('the share package did not build')
  return chunk.code
}

function card(changes: Partial<PosterCard> = {}): PosterCard {
  return {
    title,
    price: '¥1,280.50 起',
    shopName: '阿梅的小店',
    url,
    imageUrl: pictures.clean,
    accent: '#c8102e',
    texts: { scan: zhCn.poster.scanListing, noPicture: zhCn.poster.noPicture },
    ...changes,
  }
}

/** Draws in the page and brings the file out. */
async function drawn(
  format: (typeof formats)[number],
  card: PosterCard,
): Promise<{ png: PNG; picture: string }> {
  const { base64, picture } = await phone.page.evaluate(
    async ({ format, card }) => {
      const { share } = globalThis as typeof globalThis & { share: typeof posterPngModule }
      const { blob, picture } = await share.posterPng(format, card)
      const bytes = new Uint8Array(await blob.arrayBuffer())
      return {
        base64: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')),
        picture,
      }
    },
    { format, card },
  )
  return { png: PNG.sync.read(Buffer.from(base64, 'base64')), picture }
}

function readQr({
  data,
  width,
  height,
}: Pick<PNG, 'data' | 'width' | 'height'>): string | undefined {
  return jsqr(new Uint8ClampedArray(data), width, height)?.data
}

test.each(formats)('a %s poster PNG carries picture and a code that reads back', async (format) => {
  const { png, picture } = await drawn(format, card())
  expect(picture).toBe('drawn')
  expect(png.width).toBe(1080)
  expect(readQr(png)).toBe(url)
  // The cup's green is there: the picture was drawn, not only asked for.
  const green = Array.from({ length: png.data.length / 4 }, (_, i) => i * 4).filter(
    (at) => png.data[at] === 0x2f && png.data[at + 1] === 0x6f && png.data[at + 2] === 0x5e,
  )
  expect(green.length).toBeGreaterThan(10_000)
})

/** The poster at a part of its size, as a JPEG of quality 60, the way messengers pass pictures on. */
async function passedOn(
  format: (typeof formats)[number],
  card: PosterCard,
  scale: number,
): Promise<Pick<PNG, 'width' | 'height' | 'data'>> {
  const { base64, width, height } = await phone.page.evaluate(
    async ({ format, card, scale }) => {
      const { share } = globalThis as typeof globalThis & { share: typeof posterPngModule }
      const { blob } = await share.posterPng(format, card)
      const draw = (picture: ImageBitmap, width: number, height: number) => {
        const canvas = document.createElement('canvas')
        canvas.width = width
        canvas.height = height
        const pen = canvas.getContext('2d')
        if (!pen) throw new Error('nothing to draw with')
        pen.drawImage(picture, 0, 0, width, height)
        return { canvas, pen }
      }
      const whole = await createImageBitmap(blob)
      const [width, height] = [Math.round(whole.width * scale), Math.round(whole.height * scale)]
      const { canvas } = draw(whole, width, height)
      const jpeg = await new Promise<Blob | null>((made) => canvas.toBlob(made, 'image/jpeg', 0.6))
      if (!jpeg) throw new Error('no JPEG was made')
      const { pen } = draw(await createImageBitmap(jpeg), width, height)
      const { data } = pen.getImageData(0, 0, width, height)
      let bytes = ''
      for (const byte of data) bytes += String.fromCharCode(byte)
      return { base64: btoa(bytes), width, height }
    },
    { format, card, scale },
  )
  return { width, height, data: Buffer.from(base64, 'base64') }
}

test.each(
  codeChannels.flatMap((channel) =>
    channelRules[channel].posters.map((format) => [channel, format] as const),
  ),
)(
  'for %s a %s poster is read at its size and at half, after JPEG at quality 60',
  async (_channel, format) => {
    for (const scale of [1, 0.5]) {
      expect(readQr(await passedOn(format, card(), scale))).toBe(url)
    }
  },
)

test.each(
  codeless.flatMap((channel) =>
    channelRules[channel].posters.map((format) => [channel, format] as const),
  ),
)('for %s a %s poster carries no code, and its words fill the room', async (channel, format) => {
  const { url: _, ...without } = card()
  const { png } = await drawn(format, without)
  expect(readQr(png)).toBeUndefined()
  const { page } = phone
  const inlined = `data:image/png;base64,${(await pngOf(cup)).toString('base64')}`
  const svg = posterSvg(format, { ...without, imageUrl: inlined })
  const { width, height } = size(svg)
  await page.setViewportSize({ width, height })
  await page.goto('about:blank')
  await page.setContent(`<style>body{margin:0}svg{display:block}</style>${svg}`)
  await shoot(page, `poster-${channel}-${format}`)
})

test('a picture that may not be read, or is not there, leaves a poster with words in its place', async () => {
  for (const imageUrl of [pictures.closed, 'http://pictures.test:1/none.jpg']) {
    const { png, picture } = await drawn('portrait', card({ imageUrl }))
    expect(picture).toBe('missing')
    expect(readQr(png)).toBe(url)
  }
})

test.each(formats)(
  'a %s poster as SVG is well-formed and no line leaves its place',
  async (format) => {
    const odd = {
      title: `"><b>${title}</b>&`,
      price: '¥12,345,678.90 起',
      shopName: '阿'.repeat(40),
    }
    const svg = posterSvg(format, card(odd))
    const facts = await phone.page.evaluate((svg) => {
      const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml')
      const root = document.body.appendChild(document.adoptNode(parsed.documentElement))
      const box = (shape: SVGGraphicsElement) => {
        const { x, y, width, height } = shape.getBBox()
        return { left: x, top: y, right: x + width, bottom: y + height }
      }
      return {
        error: root.querySelector('parsererror')?.textContent,
        title: root.querySelector('title')?.textContent,
        lines: [...root.querySelectorAll('text')].map(box),
        code: [...root.querySelectorAll('path')].map(box)[0],
      }
    }, svg)
    expect(facts.error).toBeUndefined()
    expect(facts.title).toBe(odd.title)
    expect(facts.lines.length).toBe(6)
    for (const { left, right, top, bottom } of facts.lines) {
      expect(left).toBeGreaterThan(50)
      expect(right).toBeLessThan(1080 - 50)
      const { left: edge = 0, top: ceiling = 0, bottom: ground = 0 } = facts.code ?? {}
      expect(right < edge || bottom < ceiling || top > ground).toBe(true)
    }
  },
)

test('posters look as they should', async () => {
  const { page } = phone
  const inlined = `data:image/png;base64,${(await pngOf(cup)).toString('base64')}`
  for (const format of formats) {
    const svg = posterSvg(format, card({ imageUrl: inlined }))
    const { width, height } = size(svg)
    await page.setViewportSize({ width, height })
    await page.goto('about:blank')
    await page.setContent(`<style>body{margin:0}svg{display:block}</style>${svg}`)
    await shoot(page, `poster-${format}`)
    const image = PNG.sync.read(await page.screenshot())
    expect(readQr(image)).toBe(url)
  }
})

function size(svg: string): { width: number; height: number } {
  const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? []
  return { width: Number(width), height: Number(height) }
}

/** An SVG of ours as the bytes of a PNG, drawn by the browser. */
async function pngOf(svg: string): Promise<Buffer> {
  await phone.page.goto('about:blank')
  await phone.page.setContent(svg)
  return phone.page.locator('svg').screenshot()
}
