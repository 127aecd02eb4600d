/** What is printed on a poster. */
export const poster = {
  scanListing: '扫码或长按购买',
  scanShop: '扫码或长按进店',
  /** Beside a price that is the lowest of several. */
  from: '起',
  noPicture: '扫码看商品图',
  /** The same on a poster without a code. */
  noPictureHere: '暂无商品图',
  alt: (title: string, shopName: string) => `${shopName}：${title}，附购买二维码`,
}
