import type { groupDeals as source } from '../zh-cn/group-deals.ts'

export const groupDeals: typeof source = {
  columns: {
    id: 'id',
    title: 'listing',
    size: 'buyers',
    price: 'group price',
    hours: 'time',
    until: 'groups begin until',
    groups: 'groups',
    state: 'state',
  },
  skuColumns: { name: 'SKU', price: 'group price', alone: 'alone', profit: 'profit each' },
  size: (buyers) => `${buyers}`,
  hours: (hours) => (hours === 1 ? '1 hour' : `${hours} hours`),
  groups: (recruiting, succeeded, failed) =>
    `${recruiting} waiting, ${succeeded} filled, ${failed} failed`,
  states: { on: 'on', over: 'over', stopped: 'ended' },
  savesNothing: (skus) =>
    `${skus === 1 ? '1 SKU costs' : `${skus} SKUs cost`} no more alone than in a group; buyers see no group for ${skus === 1 ? 'it' : 'them'}`,
  missing: (buyers) => `${buyers} more to come`,
  choosing: (until) =>
    `its group has ended: the buyer may take another one until ${until}, then her money goes back`,
  seat: (size, paid, until) =>
    `group of ${size}, ${paid} paid; all money goes back unless it fills by ${until}, and nothing is bought before`,
  loses: (skus) =>
    `Careful: ${skus === 1 ? '1 SKU loses' : `${skus} SKUs lose`} money at the group price, freight left out.`,
  earns: 'No SKU loses money at the group price, freight left out.',
  none: 'No group deals yet. For instance: xiaopu groups lst_… --size 3 --off 10% --hours 24 --until 2026-12-31',
}
