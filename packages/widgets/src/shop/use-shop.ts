import { localeOf, type Texts, textsFor } from '../look/texts.ts'
import { useEffect } from '../render/index.ts'
import { onAccent } from './on-accent.ts'
import { type ShopRuntime, shopOf } from './runtime.ts'

export interface ShopScene {
  readonly host: HTMLElement
  readonly texts: Texts
  /** Undefined where the page does not say which shop. */
  readonly shop: ShopRuntime | undefined
}

/** Where an element stands: its shop and its language. */
export function useScene(host: HTMLElement): ShopScene {
  const shop = shopOf(host)
  const view = shop?.seeded((seed) => seed.view)
  useAccent(host, view?.theme.accent)
  return { host, texts: textsFor(localeOf(host)), shop }
}

/** The shop's accent, weaker than anything the page itself sets. */
function useAccent(host: HTMLElement, accent: string | undefined): void {
  useEffect(() => {
    if (!accent) return
    host.style.setProperty('--_accent', accent)
    host.style.setProperty('--_on-accent', onAccent(accent))
  }, [accent])
}
