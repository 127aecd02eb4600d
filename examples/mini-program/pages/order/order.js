Page({
  data: { order: '', token: '' },
  onLoad({ order, token = '' }) {
    this.setData({ order, token })
  },
})
