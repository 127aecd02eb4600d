/**
 * The floating file that pages paste, `<gateway>/embed/v1.js`: keeps room for the elements, asks
 * for the cards' data and, once an element is near, runs the pinned code that draws it.
 */
import { readTags } from '../shop/locate.ts'
import { watchNear } from './near.ts'
import { reserveRoom } from './reserve.ts'
import { type BuiltFile, baseOf, runScript } from './script.ts'

/** Put in by the build. */
declare const XIAOPU_FIRST: readonly BuiltFile[]

const loaded = Symbol.for('xiaopu.loader')
const page = globalThis as unknown as Record<symbol, number>

if (!page[loaded]) {
  page[loaded] = 1
  reserveRoom()
  let started = false
  watchNear(() => {
    if (started) return
    started = true
    for (const file of XIAOPU_FIRST) runScript(baseOf(import.meta.url), file)
    preloadListings()
  })
} else if (page[loaded] !== 1) {
  console.error('xiaopu: another major version is on this page already; v1 stays out.')
}

/**
 * Starts the request that the cards will make, so that data and code travel together. The same
 * address as the client's, which then finds the answer waiting.
 */
function preloadListings(): void {
  const [tag] = readTags(document).filter(({ shop }) => shop)
  const cards = document.querySelectorAll('xp-card[listing]:not([shop])')
  const ids = [...new Set([...cards].map((card) => card.getAttribute('listing')))].sort()
  if (!tag || ids.length === 0 || ids.length > 50 || document.querySelector('xp-shop')) return
  const link = document.createElement('link')
  link.rel = 'preload'
  link.as = 'fetch'
  link.crossOrigin = 'anonymous'
  link.href = `${tag.gateway}/v1/listings?shop=${tag.shop}&embed=1&ids=${ids.join(',')}`
  document.head.append(link)
}
