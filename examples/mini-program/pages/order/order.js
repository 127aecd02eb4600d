const { currentShop, shareMessage } = require('../../xiaopu/xiaopu.js')

Page({
  data: { order: '', token: '' },
  onLoad({ order, token = '' }) {
    this.setData({ order, token })
  },
  // Her group waits for others: what she passes on leads to it.
  seat({ detail }) {
    this.invitation = detail
  },
  onShareAppMessage() {
    const { listing, groupBuy, title = '小铺' } = this.invitation || {}
    return shareMessage(currentShop(), '/pages/product/product', {
      listing,
      group: groupBuy,
      title,
    })
  },
})
