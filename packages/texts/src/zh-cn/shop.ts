/** The whole shop, its grid and a listing's own page. */
export const shop = {
  all: '全部商品',
  empty: '店里还没有商品，过几天再来看看',
  more: '加载更多',
  end: '已经到底了',
  details: '商品详情',
  attributes: '商品参数',
  pictures: '商品图片',
  pictureLabel: (index: number, count: number) => `第 ${index} 张，共 ${count} 张`,
}
