/** Buying together, on a listing's page. Times are hours and minutes that are left. */
export const groupBuy = {
  title: (size: number) => `${size} 人拼团`,
  hint: (size: number, hours: number) =>
    `${size} 人都付款后发货；付款后 ${hours} 小时内人不齐，全额退款`,
  begin: '发起拼团',
  open: '正在拼的团',
  invited: '朋友邀请你一起拼',
  missing: (buyers: number) => `还差 ${buyers} 人`,
  left: (hours: number, minutes: number) =>
    hours > 0 ? `剩 ${hours} 小时 ${minutes} 分` : `剩 ${minutes} 分`,
  join: '去参团',
  next: '去填地址',
  busy: '请稍候…',
  ended: '朋友邀请你的团已经结束或满员，可以参加别的团，或自己发起一个',
  gone: '这个团刚刚结束或满员，请换一个',
  none: '这件商品现在没有拼团活动',
}
