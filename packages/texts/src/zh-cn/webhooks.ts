/** What `xiaopu webhooks` prints. */
export const webhooks = {
  states: {
    active: '正常',
    resting: '连续失败，歇一分钟再试',
    disabled: '已停用',
  },
  deliveryStates: {
    pending: '待发',
    ok: '已送达',
    retry: '等待重试',
    dead: '已放弃',
  },
  columns: {
    webhook: '通知地址编号',
    events: '事件',
    waiting: '待发',
    dead: '已放弃',
    event: '事件编号',
    attempts: '次数',
    answer: '回应',
    next: '下次',
  },
  secret: (secret: string) => `签名密钥：${secret}\n只显示这一次，请保存在接收程序那边。`,
  ping: (ok: boolean, answer: string, ms: number) =>
    ok ? `送达了：${answer}，${ms} 毫秒` : `没送到：${answer}，${ms} 毫秒`,
  deleted: (id: string) => `已删除 ${id}`,
  replayed: (count: number) => `重发 ${count} 条`,
}
