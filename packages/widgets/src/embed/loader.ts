/**
 * The floating file that pages paste, `<gateway>/embed/v1.js`: keeps room for the elements, asks
 * for the cards' data and, once an element is near, runs the pinned code that draws it.
 */
import type { EarlyRequest } from '../buying/early-request.ts'
import { watchNear } from './near.ts'
import { reserveRoom } from './reserve.ts'
import { type BuiltFile, baseOf, runScript } from './script.ts'

/** Put in by the build. */
declare const XIAOPU_FIRST: readonly BuiltFile[]

const page = globalThis as { xiaopuLoader?: number; xiaopuEarly?: EarlyRequest }
const elements = 'card,grid,product,cart,checkout,order,share,shop,chat,search'

if (!page.xiaopuLoader) {
  reserveRoom()
  watchNear(elements.replace(/\w+/g, 'xp-$&'), () => {
    if (page.xiaopuLoader) return
    page.xiaopuLoader = 1
    const base = baseOf(import.meta.url)
    for (const file of XIAOPU_FIRST) runScript(base, file)
    askEarly(base)
  })
}

/**
 * Starts the request that the cards will make, so that data and code travel together. The client
 * takes it over when it asks for the same address. Not a `<link rel=preload>`: nothing can end one
 * that hangs, and the browser lets a second request for its address wait behind it.
 */
function askEarly(base: string): void {
  const tag = document.querySelector<HTMLElement>('script[data-shop]')
  const cards = [...document.querySelectorAll('xp-card[listing]:not([shop])')]
  const ids = [...new Set(cards.map((card) => card.getAttribute('listing')))].sort()
  if (!tag || !ids[0] || ids[50] || document.querySelector('xp-shop')) return
  const gateway = base.replace(/\/embed\/$/, '')
  const url = `${gateway}/v1/listings?shop=${tag.dataset.shop}&embed=1&ids=${ids}`
  const controller = new AbortController()
  const answer = fetch(url, { signal: controller.signal })
  answer.catch(() => {})
  page.xiaopuEarly = { url, answer, controller }
}
