/** What `xiaopu payments` prints. */
export const payments = {
  columns: { provider: '收款方', state: '状态', merchant: '商户', notifyUrl: '通知地址' },
  states: { on: '收款中', off: '已停用（仍可退款）' },
  none: '还没有自己的收款账户，用的是网关的。',
}
