import type { coupons as source } from '../zh-cn/coupons.ts'

export const coupons: typeof source = {
  columns: {
    code: 'code',
    off: 'discount',
    minSpend: 'from goods of',
    taken: 'taken',
    perBuyer: 'each buyer',
    valid: 'valid',
    state: 'state',
  },
  off: (amount) => `${amount} off`,
  percent: (percent, most) => `${percent} off${most ? `, at most ${most}` : ''}`,
  taken: (taken, total) =>
    total === undefined ? `${taken} orders` : `${taken} of ${total} orders`,
  perBuyer: (times) => (times === 1 ? 'once' : `${times} times`),
  valid: (from, until) => `${from} to ${until}`,
  states: {
    waiting: 'not begun',
    on: 'valid',
    over: 'ended',
    spent: 'used up',
    stopped: 'stopped',
  },
  loses: (listings, title, pieces, loss) =>
    `Careful: ${listings === 1 ? '1 listing' : `${listings} listings`} may lose money with it. Worst is “${title}”: ${pieces} of it lose ${loss}.`,
  earns: 'Nothing that you sell loses money with it.',
  none: 'No coupons yet. For instance: xiaopu coupons MIA5 --off 5 --min-spend 50 --until 2026-12-31',
}
