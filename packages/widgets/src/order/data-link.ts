import { links } from '../shop/links.ts'

/**
 * The hosted page of what is held about the buyer of an order. Not among `links`, which every card
 * loads. The token goes along behind `#`: the link is also followed from other sites' pages, and where
 * nothing is kept.
 */
export const dataLink = (shop: string, order: string, token: string): string =>
  links.order(shop, order, token).replace('/order#', '/order/data#')
