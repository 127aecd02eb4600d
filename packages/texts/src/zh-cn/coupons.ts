/** What `xiaopu coupons` prints. */
export const coupons = {
  columns: {
    code: '优惠码',
    off: '优惠',
    minSpend: '满多少可用',
    taken: '已用',
    perBuyer: '每人',
    valid: '有效期',
    state: '状态',
  },
  off: (amount: string): string => `减 ${amount}`,
  percent: (percent: string, most?: string): string =>
    `减 ${percent}${most ? `，最多 ${most}` : ''}`,
  taken: (taken: number, total?: number): string =>
    total === undefined ? `${taken} 单` : `${taken}/${total} 单`,
  perBuyer: (times: number): string => `${times} 次`,
  valid: (from: string, until: string): string => `${from} 至 ${until}`,
  states: { waiting: '未开始', on: '可用', over: '已结束', spent: '已用完', stopped: '已停用' },
  loses: (listings: number, title: string, pieces: number, loss: string): string =>
    `注意：${listings} 件商品用上它可能会亏。亏得最多的是「${title}」，买 ${pieces} 件亏 ${loss}。`,
  earns: '在卖的商品用上它都不亏。',
  none: '还没有优惠码。例：xiaopu coupons MIA5 --off 5 --min-spend 50 --until 2026-12-31',
}
