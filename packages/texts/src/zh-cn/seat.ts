/** An order that was placed together with others. */
export const seat = {
  waiting: (buyers: number, time: string) => `还差 ${buyers} 人成团，${time} 前人不齐会全额退款`,
  full: '已成团，正在备货',
  failed: '人没凑齐，没有成团，钱会原路退回',
  missed: (time: string) => `你付款时这个团已经结束。${time} 前可以换一个团，不选会自动退款`,
  invite: '邀请好友拼团',
  invited: '链接已复制，发给好友吧',
  another: '换一个团',
}
