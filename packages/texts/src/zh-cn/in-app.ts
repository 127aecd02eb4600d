/** What a hosted page says inside an app, to buyers; it names no other app. */
export const inApp = {
  handoff: '这里只供看货。要下单，请到店主在本平台的店铺。',
  'catalog-only': '这里只供看货，暂时不能在这里下单付款。',
  keepLooking: '回店铺继续看',
  payInMini: '确认订单后，会跳到小程序的付款页。',
  openMini: '在小程序中打开',
}
