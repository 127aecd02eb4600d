import type { channel as source } from '../zh-cn/channel.ts'

export const channel: typeof source = {
  columns: {
    checkout: 'Checkout',
    opens: 'Short links',
    site: 'Account for pages',
    mini: 'Mini-program',
  },
  opens: { page: 'open the page', browser: 'ask for a browser first' },
  none: 'not set',
  secretSet: 'secret kept',
  secretMissing: 'secret missing: give it as CHANNEL_SECRET',
  warnings: (count) =>
    `Look before you post: ${count} ${count === 1 ? 'place' : 'places'} may break a rule`,
  warning: (words, name, severity) => `“${words}” ${name} (${severity})`,
  noWords: 'picture',
}
