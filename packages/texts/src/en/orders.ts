import type { orders as source } from '../zh-cn/orders.ts'

export const orders: typeof source = {
  hint: 'Only orders made or opened with this device are listed here. From another device or browser, or after clearing its data, open an order by its link.',
  empty: 'No orders yet',
  visit: 'Go to the shop',
  partly: 'Only orders made or opened on this page are listed here. The others are at the shop.',
  elsewhere: 'My orders at the shop',
  refused: 'This browser keeps nothing, so orders cannot be listed',
  instead:
    'Private windows do that. Open an order by the link from when you ordered, and order from a normal window next time.',
  count: (lines, pieces) =>
    lines > 1
      ? `${lines} products, ${pieces} pieces`
      : `${pieces} ${pieces === 1 ? 'piece' : 'pieces'}`,
  unread: 'This order could not be loaded',
  stale: 'Below is what was last seen',
  more: (count) => `Show earlier orders (${count})`,
  notes: {
    address: 'Address needed',
    claim: 'After-sale open',
    group: 'Waiting for the group',
    returned: 'Refunded',
  },
}
