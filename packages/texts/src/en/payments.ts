import type { payments as source } from '../zh-cn/payments.ts'

export const payments: typeof source = {
  columns: {
    provider: 'Provider',
    state: 'State',
    merchant: 'Merchant',
    notifyUrl: 'Notices go to',
  },
  states: { on: 'taking money', off: 'off (still refunds)' },
  none: 'No payment account of your own yet: the gateway’s is used.',
}
