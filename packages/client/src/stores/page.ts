/** What a store wants to know of the page it runs on. */
export interface Page {
  isHidden(): boolean
  /** Tells when the page is shown or hidden, or the network comes back; answers how to stop. */
  watch(changed: () => void): () => void
}

/** The browser's page; outside of one, a page that is always shown. */
export function browserPage(): Page {
  if (typeof document !== 'object') return { isHidden: () => false, watch: () => () => {} }
  return {
    isHidden: () => document.visibilityState === 'hidden',
    watch(changed) {
      // `pageshow`: a page taken out of the back-forward cache, as after a cashier.
      document.addEventListener('visibilitychange', changed)
      for (const type of ['online', 'pageshow']) addEventListener(type, changed)
      return () => {
        document.removeEventListener('visibilitychange', changed)
        for (const type of ['online', 'pageshow']) removeEventListener(type, changed)
      }
    },
  }
}

/** Runs something later; answers how to call it off. */
export type Schedule = (run: () => void, millis: number) => () => void

export const later: Schedule = (run, millis) => {
  const timer = setTimeout(run, millis)
  return () => clearTimeout(timer)
}
