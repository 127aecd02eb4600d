import { CartDrawer } from '../cart/cart-drawer.tsx'
import { drawerCss } from '../cart/drawer.css.ts'
import { dialogCss } from '../dialog/dialog.css.ts'
import type { Attending } from '../shop/attending.ts'
import { skuCss } from '../sku/sku.css.ts'
import { shareOf } from './arrival.ts'
import { recall, remember } from './last-known.ts'
import { watchView } from './watch-view.ts'

export const attend: Attending = {
  arrive: shareOf,
  remember,
  recall,
  watchView,
  credit: (shop) => shareOf(shop).suffix(),
  drawer: { View: CartDrawer, css: dialogCss + skuCss + drawerCss },
}
