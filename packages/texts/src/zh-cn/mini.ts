/** What only mini-programs say: the app offers it, a web page has nothing like it. */
export const mini = {
  toFriends: '发给朋友或群',
  pictureSaved: '图片已存进相册',
  addressBook: '从 App 的地址簿选',
  backToPage: '返回',
  bookClosed: '打不开地址簿，请在下面填写',
}
