/** What is printed on a poster. */
export const poster = {
  scanListing: '扫码或长按购买',
  scanShop: '扫码或长按进店',
  noPicture: '扫码看商品图',
  /** The same on a poster without a code. */
  noPictureHere: '暂无商品图',
}
