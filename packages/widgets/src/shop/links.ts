/** Addresses of the hosted pages, said once for elements, gateway and share. `shop`: the shop's url. */
export const links = {
  listing: (shop: string, listing: string) => `${shop}/${listing}`,
  cart: (shop: string) => `${shop}/cart`,
  /** The cart travels behind `#`: it reaches no server log on the way. */
  checkout: (shop: string, cart: string) => `${shop}/checkout#cart=${cart}`,
  /** `token` only where the order's page cannot find it in its own storage. */
  order: (shop: string, order: string, token?: string) =>
    `${shop}/order#order=${order}${token ? `&token=${token}` : ''}`,
}
