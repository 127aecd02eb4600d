import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { countRequests } from './settled.ts'

/** The phone that this shop is made for: a small Android in China, held upright. */
const smallPhone: BrowserContextOptions = {
  viewport: { width: 360, height: 740 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
  locale: 'zh-CN',
  timezoneId: 'Asia/Shanghai',
  // As phones say it: a browser that calls itself headless is taken for a program.
  userAgent:
    'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36',
  serviceWorkers: 'block',
}

export interface Phone {
  readonly context: BrowserContext
  readonly page: Page
}

/** A fresh phone with one blank page: no cookies, no cache, no storage. Close its context. */
export async function openPhone(
  browser: Browser,
  changes: BrowserContextOptions = {},
): Promise<Phone> {
  const context = await browser.newContext({ ...smallPhone, ...changes })
  countRequests(context)
  return { context, page: await context.newPage() }
}

const shots = fileURLToPath(new URL('../shots/', import.meta.url))

/** Saves what the page shows as `test/shots/<name>.png` (git-ignored) and answers the path. */
export async function shoot(page: Page, name: string, fullPage = false): Promise<string> {
  return keepShot(name, await page.screenshot({ fullPage }))
}

/** Saves a picture beside the others and answers the path. @param png - of a page */
export async function keepShot(name: string, png: Uint8Array): Promise<string> {
  await mkdir(shots, { recursive: true })
  const path = join(shots, `${name}.png`)
  await writeFile(path, png)
  return path
}
