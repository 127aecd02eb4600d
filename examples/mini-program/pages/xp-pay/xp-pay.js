/** Pays what was ordered in a web view of this program: the gateway's page leads here by this very path. */
Page({
  data: { order: '', token: '' },
  onLoad({ order, token = '' }) {
    this.setData({ order, token: decodeURIComponent(token) })
  },
})
