import type { status as source } from '../zh-cn/status.ts'

export const status: typeof source = {
  loading: 'Loading',
  slow: 'The network is slow, still loading…',
  timeout: 'No answer for too long. Please try again',
  offline: 'No network. Try again once you are back online',
  shownFrom: (time) => `No network. This is from ${time}`,
  failed: 'This did not load',
  retry: 'Try again',
  shopClosed: 'The shop is taking a break and takes no orders now',
  notSetUp: 'This product cannot be shown here right now',
  keyInBrowser: 'A secret key must not stand in a page: revoke it now, and use the xpk_ one here',
  openShop: 'See it in the shop',
  close: 'Close',
  back: 'Back',
  request: (requestId) => `Reference ${requestId}`,
}
