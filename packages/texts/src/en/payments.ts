import type { promoters as promotersSource, payments as source } from '../zh-cn/payments.ts'

export const payments: typeof source = {
  columns: {
    provider: 'Provider',
    state: 'State',
    merchant: 'Merchant',
    notifyUrl: 'Notices go to',
    sharing: 'Shares',
  },
  states: { on: 'taking money', off: 'off (still refunds)' },
  sharing: (levels) => (levels > 1 ? 'with promoters and who brought them' : 'with promoters'),
  none: 'No payment account of your own yet: the gateway’s is used.',
}

export const promoters: typeof promotersSource = {
  columns: {
    id: 'Promoter',
    kind: 'Kind',
    account: 'Account',
    share: 'Link',
    part: 'Commission',
    above: 'Brought by',
    state: 'State',
    paid: 'Earned',
    refused: 'Refused',
  },
  kinds: { person: 'person', merchant: 'merchant' },
  states: { new: 'not confirmed by WeChat yet: register again', on: 'earns', off: 'earns no more' },
  commissions: {
    due: 'on its way',
    paid: 'paid',
    refused: 'refused',
    closed: 'not given any more',
  },
  because: (state, reason) => `${state}, because ${reason}`,
  part: (permille) => `${permille / 10}%`,
  none: 'No promoters yet.',
}
