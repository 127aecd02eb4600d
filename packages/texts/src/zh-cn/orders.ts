/** The orders that a buyer made with this device. */
export const orders = {
  hint: '这里只列出用这台设备下过或打开过的订单。换过设备、浏览器，或清除过浏览器数据，请用当时的订单链接打开。',
  empty: '还没有订单',
  visit: '去店里逛逛',
  /** On a page that is not the shop's own. */
  partly: '这里只列出在这个网页上下过或打开过的订单，其他订单在店铺里。',
  elsewhere: '去店铺看我的订单',
  refused: '这个浏览器不保存数据，列不出订单',
  instead: '无痕模式就会这样。请用下单后的订单链接打开，下次换普通模式下单。',
  count: (lines: number, pieces: number) =>
    lines > 1 ? `等 ${lines} 款，共 ${pieces} 件` : `共 ${pieces} 件`,
  unread: '订单详情没有加载出来',
  stale: '下面是上次看到的状态',
  more: (count: number) => `查看更早的订单（${count}）`,
  notes: {
    address: '请修改地址',
    claim: '售后中',
    group: '等待成团',
    returned: '已全部退款',
  },
}
