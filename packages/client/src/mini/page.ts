import type { Page } from '../stores/page.ts'
import type { MiniHost } from './host.ts'

/** The whole mini-program as a page: hidden while another app is in front. */
export function miniPage(host: MiniHost): Page {
  const listeners = new Set<() => void>()
  let hidden = false
  const tell = () => {
    for (const each of [...listeners]) each()
  }
  // Heard for as long as the program runs: not every host can stop telling.
  host.onAppHide?.(() => {
    hidden = true
    tell()
  })
  host.onAppShow?.(() => {
    hidden = false
    tell()
  })
  host.onNetworkStatusChange?.(({ isConnected }) => {
    if (isConnected) tell()
  })
  return {
    isHidden: () => hidden,
    watch(changed) {
      listeners.add(changed)
      return () => listeners.delete(changed)
    },
  }
}
