/** What every element may have to say before it has anything to show. */
export const status = {
  loading: '加载中',
  /** After 3 s without an answer. */
  slow: '网络有点慢，还在加载…',
  timeout: '等了太久没有回应，请重试',
  offline: '没有网络，连上后再试',
  /** `time` as the page writes it, e.g. `14:05`. */
  shownFrom: (time: string) => `没有网络，看到的是 ${time} 的内容`,
  failed: '没有加载出来',
  retry: '重试',
  shopClosed: '店铺休息中，暂时不能下单',
  notSetUp: '这里的商品暂时看不到',
  /** To the owner: whoever sees the page can read that key. */
  keyInBrowser: '店主密钥不能放在网页里，请马上停用，换 xpk_ 的',
  openShop: '去店铺页面看看',
  close: '关闭',
  back: '返回',
  /** Small print under an error, for talking to the shop about it. */
  request: (requestId: string) => `编号 ${requestId}`,
}
