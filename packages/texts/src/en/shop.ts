import type { shop as source } from '../zh-cn/shop.ts'

export const shop: typeof source = {
  all: 'All products',
  empty: 'Nothing on the shelves yet. Come back in a few days',
  more: 'Show more',
  end: 'That is everything',
  details: 'Details',
  attributes: 'Facts',
  pictures: 'Pictures',
  pictureLabel: (index, count) => `Picture ${index} of ${count}`,
}
