import { tagOf } from '../shop/locate.ts'
import type { Pushed } from '../shop/painting.ts'
import { addSeed, addTag, type SeedData } from '../shop/runtime.ts'

/**
 * Takes in the seeds that are there, and from then on each that comes: from answers that carried
 * data, and from hosted pages, `<script type="application/json" data-xiaopu="<gateway>">`.
 */
export function readSeeds(): void {
  for (const script of document.querySelectorAll<HTMLScriptElement>('script[data-xiaopu]')) {
    take([`${script.dataset.xiaopu}/embed/`, script.textContent || ''])
  }
  const scope = globalThis as { xiaopuSeed?: { push(seed: Pushed): void } }
  const waiting = scope.xiaopuSeed
  if (Array.isArray(waiting)) waiting.forEach(take)
  scope.xiaopuSeed = { push: take }
}

function take([url, json]: Pushed): void {
  const tag = tagOf(new URL(url, location.href).href)
  // Also where the page has taken its script out again.
  addTag(tag)
  addSeed({ ...(JSON.parse(json) as SeedData), gateway: tag.gateway })
}
