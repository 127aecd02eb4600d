/** The cart while it is closed: a button with a count. */
export const cartButton = {
  title: '购物车',
  open: (quantity: number) => `打开购物车，共 ${quantity} 件`,
  /** For the live region, once per change. */
  announce: (quantity: number) => `购物车里现在有 ${quantity} 件`,
}
