/**
 * The floating file that pages paste, `<gateway>/embed/v1.js`: keeps room for the elements, asks
 * for the cards' data and, once an element is near, runs the pinned code that draws it.
 */
import type { EarlyRequest } from '../buying/early-request.ts'
import { watchNear } from './near.ts'
import { cardRoom, reserveRoom } from './reserve.ts'
import { type BuiltFile, runScript } from './script.ts'

/** Put in by the build. */
declare const XIAOPU_FIRST: BuiltFile[]

const files = XIAOPU_FIRST
const base = import.meta.url.replace(/v1.js.*/, '')

reserveRoom(cardRoom)
watchNear(':not(:defined)', ({ localName }) => {
  // Shorter than asking for a beginning; another's element that comes later in the alphabet only
  // makes us come early.
  if (!files[0] || localName < 'xp-') return
  for (const file of files.splice(0)) runScript(base, file)
  askEarly()
})

/**
 * Starts the request that the cards will make, so that data and code travel together. The client
 * takes it over when it asks for the same address. Not a `<link rel=preload>`: nothing can end one
 * that hangs, and the browser lets a second request for its address wait behind it.
 */
function askEarly(): void {
  const tag = document.querySelector<HTMLElement>('script[data-shop]')
  const ids = new Set<string>()
  for (const card of document.querySelectorAll('xp-card[listing]:not([shop])')) {
    ids.add((card.getAttribute('listing') as string).trim())
  }
  if (!tag || !ids.size) return
  const controller = new AbortController()
  const url = `${base.slice(0, -6)}v1/listings?shop=${tag.dataset.shop}&embed=1&ids=${[...ids].sort()}`
  const answer = fetch(url, controller)
  // Whoever takes it over hears of a failure.
  answer.catch(String)
  ;(globalThis as { xiaopuEarly?: EarlyRequest }).xiaopuEarly = [url, answer, controller]
}
