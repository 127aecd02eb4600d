import { addSeed, type SeedData } from '../shop/runtime.ts'

/** Where it was answered, and what: data that a gateway puts before the code it answers. */
type Pushed = readonly [url: string, data: SeedData]

/**
 * Takes in the seeds that are there, and from then on each that comes: from answers that carried
 * data, and from hosted pages, `<script type="application/json" data-xiaopu="<gateway>">`.
 */
export function readSeeds(): void {
  for (const script of document.querySelectorAll<HTMLScriptElement>('script[data-xiaopu]')) {
    take([`${script.dataset.xiaopu}/embed/`, JSON.parse(script.textContent ?? '')])
  }
  const scope = globalThis as { xiaopuSeed?: { push(seed: Pushed): void } }
  const waiting = scope.xiaopuSeed
  if (Array.isArray(waiting)) waiting.forEach(take)
  scope.xiaopuSeed = { push: take }
}

function take([url, data]: Pushed): void {
  const { origin, pathname } = new URL(url, location.href)
  const gateway = (origin + pathname).replace(/\/embed\/.*$/, '')
  addSeed({ ...data, gateway })
}
