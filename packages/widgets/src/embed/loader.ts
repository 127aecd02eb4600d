/**
 * The floating file that pages paste, `<gateway>/embed/v1.js`: keeps room for the elements, asks
 * for the cards' data and, once an element is near, runs the pinned code that draws it.
 */
import type { EarlyRequest } from '../buying/early-request.ts'
import { watchNear } from './near.ts'
import { cardRoom, reserveRoom } from './reserve.ts'
import { type BuiltFile, baseOf, runScript } from './script.ts'

/** Put in by the build. */
declare const XIAOPU_FIRST: readonly BuiltFile[]

let started = false
const elements = 'xp-card,xp-grid,xp-product,xp-cart,xp-checkout,xp-order,xp-share,xp-shop'
const base = baseOf(import.meta.url)

reserveRoom(cardRoom)
watchNear(elements, () => {
  if (started) return
  started = true
  for (const file of XIAOPU_FIRST) runScript(base, file)
  askEarly()
})

/**
 * Starts the request that the cards will make, so that data and code travel together. The client
 * takes it over when it asks for the same address. Not a `<link rel=preload>`: nothing can end one
 * that hangs, and the browser lets a second request for its address wait behind it.
 */
function askEarly(): void {
  const tag = document.querySelector<HTMLElement>('script[data-shop]')
  const cards = [...document.querySelectorAll('xp-card[listing]:not([shop])')]
  const ids = [...new Set(cards.map((card) => card.getAttribute('listing')))].sort()
  if (!tag || !ids[0]) return
  const controller = new AbortController()
  const url = `${base.slice(0, -7)}/v1/listings?shop=${tag.dataset.shop}&embed=1&ids=${ids}`
  const answer = fetch(url, controller)
  answer.catch(() => {})
  ;(globalThis as { xiaopuEarly?: EarlyRequest }).xiaopuEarly = [url, answer, controller]
}
