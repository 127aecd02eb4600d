/** A cashier that is a web page. Its domain must be on the program's list of web-view domains. */
Page({
  data: { url: '' },
  onLoad({ url }) {
    this.setData({ url: decodeURIComponent(url) })
  },
})
