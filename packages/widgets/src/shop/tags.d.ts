import type { JSX as Preact } from 'preact'

/** The tags that the whole shop is put together from, for the compiler. */
type Tag<Own = object> = Preact.HTMLAttributes<HTMLElement> &
  Own & { shop?: string | undefined; locale?: string; theme?: string | undefined; part?: string }

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'xp-grid': Tag
      'xp-product': Tag<{ listing: string }>
      'xp-cart': Tag<{ floating?: boolean }>
      'xp-share': Tag<{ listing?: string | undefined }>
    }
  }
}
