import { groupBuys } from '@xiaopu/client/group-buys'
import { atGroupPrice, type GroupDealView } from '@xiaopu/domain'
import { counterOf } from '../buying/counter.ts'
import { attending } from '../shop/attending.ts'
import { buying } from '../shop/buying.ts'
import { emit } from '../shop/events.ts'
import { links } from '../shop/links.ts'
import type { ShopRuntime } from '../shop/runtime.ts'
import type { ShopScene } from '../shop/use-shop.ts'

interface Together {
  readonly listing: string
  readonly deal: GroupDealView
  /** The group to join; one begins unless given. */
  readonly groupBuy: string | undefined
  /** What the button under the choice says. */
  readonly verb: string
}

/**
 * Chooses what to buy together and leaves for the checkout, with a cart of its own. Rejects with an
 * AbortError when the buyer leaves the choice.
 */
export async function buyInGroup(
  scene: ShopScene,
  shop: ShopRuntime,
  { listing, deal, groupBuy, verb }: Together,
): Promise<void> {
  const { client } = counterOf(shop)
  const known = shop.seeded(({ details = [] }) => details.find(({ id }) => id === listing))
  const view = atGroupPrice(known ?? (await client.listings.read(listing)), deal)
  const { buy } = await buying
  const cart = await buy(scene, shop, { ...view, verb }, {}, (sku, quantity) =>
    groupBuys(client).cart({
      changes: [{ action: 'add', id: client.newKey(), listing, sku, quantity }],
      forGroup: { deal: deal.id, ...(groupBuy && { groupBuy }) },
    }),
  )
  const about = shop.seeded((seed) => seed.view) ?? (await client.shop.read())
  const { credit } = await attending
  const url = `${links.checkout(about.url, cart.id)}&shop=${shop.shop}${credit(shop)}`
  const detail = { shop: shop.shop, cart: cart.id, url }
  if (emit(scene.host, 'xp-checkout-start', detail)) location.assign(url)
}
