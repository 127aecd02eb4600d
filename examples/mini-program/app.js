const { arrive, openShop } = require('./xiaopu/xiaopu.js')
const { gateway, shop, admitted } = require('./settings.js')

const opened = openShop({
  gateway,
  shop,
  admitted,
  pages: {
    shop: '/pages/index/index',
    product: '/pages/product/product',
    cart: '/pages/cart/cart',
    checkout: '/pages/checkout/checkout',
    order: '/pages/order/order',
    orders: '/pages/orders/orders',
    cashier: '/pages/cashier/cashier',
  },
})

App({
  // Whoever came through a share is remembered, so that the right person is credited.
  onShow(options) {
    arrive(opened, options)
  },
})
