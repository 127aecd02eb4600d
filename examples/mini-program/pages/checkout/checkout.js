Page({
  // A group that buys together has a cart of its own.
  data: { cart: '' },
  onLoad({ cart = '' }) {
    this.setData({ cart, ready: true })
  },
})
