import type { poster as source } from '../zh-cn/poster.ts'

export const poster: typeof source = {
  scanListing: 'Scan or press to buy',
  scanShop: 'Scan or press to visit',
  noPicture: 'Scan for pictures',
  noPictureHere: 'No picture',
}
