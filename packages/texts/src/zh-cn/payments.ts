/** What `xiaopu payments` prints. */
export const payments = {
  columns: {
    provider: '收款方',
    state: '状态',
    merchant: '商户',
    notifyUrl: '通知地址',
    sharing: '分账',
  },
  states: { on: '收款中', off: '已停用（仍可退款）' },
  sharing: (levels: number): string => (levels > 1 ? '给推广员和带来推广员的人' : '给推广员'),
  none: '还没有自己的收款账户，用的是网关的。',
}

/** What `xiaopu promoters` prints. */
export const promoters = {
  columns: {
    id: '推广员',
    kind: '类型',
    account: '账号',
    share: '分享链接',
    part: '佣金',
    above: '上级',
    state: '状态',
    paid: '已得',
    refused: '被拒绝',
  },
  kinds: { person: '个人', merchant: '商户' },
  states: { new: '微信还没确认，请再登记一次', on: '分佣中', off: '已停止' },
  commissions: { due: '分账中', paid: '已分', refused: '被拒绝', closed: '不再分' },
  because: (state: string, reason: string): string => `${state}：${reason}`,
  part: (permille: number): string => `${permille / 10}%`,
  none: '还没有推广员。',
}
