const { currentShop, shareMessage, timelineMessage } = require('../../xiaopu/xiaopu.js')

Page({
  data: { listing: '', group: '' },
  onLoad({ listing, group = '' }) {
    this.setData({ listing, group })
  },
  // The share is made when its sheet opens; what is sent then counts for whoever sends it.
  shareReady({ detail }) {
    this.share = detail
  },
  onShareAppMessage() {
    const { code, title = '小铺', imageUrl } = this.share || {}
    const shared = { listing: this.data.listing, code, title, imageUrl }
    return shareMessage(currentShop(), '/pages/product/product', shared)
  },
  // Moments, in WeChat only; the other apps never ask.
  onShareTimeline() {
    const { code, title = '小铺', imageUrl } = this.share || {}
    return timelineMessage({ listing: this.data.listing, code, title, imageUrl })
  },
})
