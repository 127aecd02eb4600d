import { drawDrawer } from '../cart/draw-drawer.tsx'
import type { Attending } from '../shop/attending.ts'
import { shareOf } from './arrival.ts'
import { recall, remember } from './last-known.ts'
import { watchView } from './watch-view.ts'

export const attend: Attending = {
  arrive: shareOf,
  remember,
  recall,
  watchView,
  credit: (shop) => shareOf(shop).suffix(),
  drawDrawer,
}
