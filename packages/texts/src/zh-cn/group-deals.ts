/** What `xiaopu groups` prints. */
export const groupDeals = {
  columns: {
    id: '编号',
    title: '商品',
    size: '几人团',
    price: '拼团价',
    hours: '限时',
    until: '开团截止',
    groups: '团',
    state: '状态',
  },
  skuColumns: { name: '规格', price: '拼团价', alone: '单买价', profit: '每件利润' },
  size: (buyers: number): string => `${buyers} 人`,
  hours: (hours: number): string => `${hours} 小时`,
  groups: (recruiting: number, succeeded: number, failed: number): string =>
    `拼单中 ${recruiting} · 成团 ${succeeded} · 未成 ${failed}`,
  states: { on: '进行中', over: '已截止', stopped: '已结束' },
  /** Such a deal is a lie to buyers, so they do not see it. */
  savesNothing: (skus: number): string => `${skus} 个规格单买不比拼团贵，买家看不到它们的拼团`,
  /** Of an order, beside its state. */
  missing: (buyers: number): string => `还差 ${buyers} 人成团`,
  choosing: (until: string): string => `团已结束，买家 ${until} 前可换团，否则自动退款`,
  seat: (size: number, paid: number, until: string): string =>
    `${size} 人团，已付款 ${paid} 人，${until} 前人不齐会全额退款；成团前不采购`,
  loses: (skus: number): string => `注意：${skus} 个规格按拼团价卖会亏（未算运费）。`,
  earns: '每个规格按拼团价都不亏（未算运费）。',
  none: '还没有拼团活动。例：xiaopu groups lst_… --size 3 --off 10% --hours 24 --until 2026-12-31',
}
