const { currentShop, shareMessage } = require('../../xiaopu/xiaopu.js')

Page({
  onReachBottom() {
    const shop = this.selectComponent('#shop')
    if (shop) shop.selectComponent('#goods').more()
  },
  onShareAppMessage() {
    const shop = currentShop()
    const about = shop.stores.$shop.get().value
    return shareMessage(shop, '/pages/index/index', { title: about ? about.name : '小铺' })
  },
})
