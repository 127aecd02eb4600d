const { arrive, openShop } = require('./xiaopu/xiaopu.js')
const { gateway, shop, admitted } = require('./settings.js')

const opened = openShop({
  gateway,
  shop,
  admitted,
  pages: {
    product: '/pages/product/product',
    cart: '/pages/cart/cart',
    checkout: '/pages/checkout/checkout',
    order: '/pages/order/order',
    cashier: '/pages/cashier/cashier',
  },
})

App({
  // Whoever came through a share is remembered, so that the right person is credited.
  onShow(options) {
    arrive(opened, options)
  },
})
