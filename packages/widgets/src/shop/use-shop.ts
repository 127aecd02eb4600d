import type { ShopView } from '@xiaopu/domain'
import type { ReadableAtom } from 'nanostores'
import { useEffect, useState } from 'preact/hooks'
import { useHost } from '../element/host.ts'
import { localeOf, type Texts, textsFor } from '../look/texts.ts'
import { type ShopRuntime, shopOf } from './runtime.ts'

export interface ShopScene {
  readonly host: HTMLElement
  readonly texts: Texts
  /** Undefined where the page does not say which shop. */
  readonly shop: ShopRuntime | undefined
}

/** Where an element stands: its shop and its language. Only inside an element's own view. */
export function useScene(): ShopScene {
  const host = useHost()
  if (!host) throw new TypeError('a view that needs its element was drawn without one')
  const shop = shopOf(host)
  useTheme(host, shop?.seededShop())
  return { host, texts: textsFor(localeOf(host)), shop }
}

export function useStore<T>($store: ReadableAtom<T>): T {
  const [value, setValue] = useState(() => $store.get())
  useEffect(() => $store.subscribe(setValue), [$store])
  return value
}

/** The shop's accent, weaker than anything the page itself sets. */
function useTheme(host: HTMLElement, view: ShopView | undefined): void {
  const accent = view?.theme.accent
  useEffect(() => {
    if (!accent) return
    host.style.setProperty('--_accent', accent)
    host.style.setProperty('--_on-accent', onAccent(accent))
  }, [host, accent])
}

/** White or near black, whichever reads better on the accent (WCAG relative luminance). */
export function onAccent(accent: string): string {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(accent.slice(at, at + 2), 16) / 255
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  const luminance = 0.2126 * r + 0.7152 * g + 0.0722 * b
  return luminance > 0.183 ? '#1d1d1f' : '#fff'
}
