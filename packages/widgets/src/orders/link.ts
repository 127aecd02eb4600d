/** The hosted page that lists what a device ordered. Not among `links`, which every card loads. */
export const ordersLink = (shop: string): string => `${shop}/orders`
