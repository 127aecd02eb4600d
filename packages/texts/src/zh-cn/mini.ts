/** What only mini-programs say: the app offers it, a web page has nothing like it. */
export const mini = {
  toFriends: '发给朋友或群',
  pictureSaved: '图片已存进相册',
  addressBook: '从 App 的地址簿选',
  backToPage: '返回',
  bookClosed: '打不开地址簿，请在下面填写',
  myOrders: '我的订单',
  ordersHint:
    '这里只列出在这台手机的小程序里下过或打开过的订单。换过手机或账号，或清除过小程序数据，以前的订单请联系店主。',
  ordersRefused: '列不出订单',
  ordersInstead: '手机空间不足或 App 版本太旧时会这样。请清理空间、更新 App 再试，或联系店主。',
}
