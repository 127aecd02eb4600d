import type { Page } from 'playwright-core'

/** What a connection gives: latency in ms added to every request, throughput in bytes per second. */
export interface Connection {
  readonly latency: number
  readonly download: number
  readonly upload: number
}

/**
 * "Slow 4G" as Lighthouse and Chrome's developer tools apply it: 150 ms round trips,
 * 1.6 Mbit/s down and 750 kbit/s up, of which a request sees 3.75 round trips and 90 %.
 */
export const slow4G: Connection = {
  latency: 150 * 3.75,
  download: (1_600_000 / 8) * 0.9,
  upload: (750_000 / 8) * 0.9,
}

/** Slows a page's connection and processor through the DevTools protocol, from its next request. */
export async function throttle(
  page: Page,
  to: { readonly cpu?: number; readonly connection?: Connection },
): Promise<void> {
  const session = await page.context().newCDPSession(page)
  if (to.connection !== undefined) {
    await session.send('Network.enable')
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: to.connection.latency,
      downloadThroughput: to.connection.download,
      uploadThroughput: to.connection.upload,
    })
  }
  if (to.cpu !== undefined && to.cpu > 1) {
    await session.send('Emulation.setCPUThrottlingRate', { rate: to.cpu })
  }
}
