/** Addresses of the hosted pages, said once for elements, gateway and share. `shop`: the shop's url. */
export const links = {
  listing: (shop: string, listing: string) => `${shop}/${listing}`,
  cart: (shop: string) => `${shop}/cart`,
  /** The cart travels behind `#`: it reaches no server log on the way. */
  checkout: (shop: string, cart: string) => `${shop}/checkout#cart=${cart}`,
  order: (shop: string, order: string) => `${shop}/order#order=${order}`,
}
