import { type MyOrdersStore, miniNames, myOrders } from '@xiaopu/client/my-orders'
import { finishLost } from '../checkout/finish.ts'
import { component, dataOf } from '../component.ts'
import { goTo } from '../shop/navigate.ts'
import { type Runtime, withShop } from '../shop/runtime.ts'
import { ordersView } from './orders-view.ts'

/**
 * `<xp-orders />`: the orders that this program made or followed on this phone, newest first, ten at a time, 50 at
 * most, without an account. `refresh` of the component reads them again, as where the page is pulled down.
 *
 * @fires open with `order`, visit where there are none and she goes to the shop, failed
 */
export const orders = component({
  properties: {},
  events: ['look', 'more', 'refresh', 'visit'],
  open(scene) {
    let shop: Runtime | undefined
    let store: MyOrdersStore | undefined
    /** Of the last failure that the page was told. */
    let told: unknown
    const stops: (() => void)[] = []
    const refresh = () => void store?.refresh()

    /** One whose answer was lost belongs here too. */
    async function find(opened: Runtime) {
      // What is not known yet is asked for by the cart, which says so.
      const found = await finishLost(opened, opened.stores.cart).catch(() => undefined)
      if (found) refresh()
    }

    // Where the first ones will stand.
    scene.show({ bones: ['first', 'second'] })

    function draw() {
      if (!shop || !store) return
      const { client, texts, pages } = shop
      const now = store.$orders.get()
      const view = ordersView(now, client.now(), texts, pages.shop !== undefined)
      scene.show({ ...view, bones: null })
      const { error, loading } = now
      if (error && !loading && error !== told) scene.tell('failed', { code: error.code })
      told = error
    }

    stops.push(
      withShop((opened) => {
        shop = opened
        const { client, host } = opened
        const { page } = client
        const mine = myOrders(client, { names: miniNames(host) })
        store = mine
        stops.push(mine.$orders.subscribe(draw), mine.stop)
        if (page) stops.push(page.watch(() => page.isHidden() || refresh()))
        refresh()
        void find(opened)
      }),
    )
    return {
      shown: refresh,
      gone() {
        for (const each of stops) each()
      },
      look(tapped) {
        const order = dataOf(tapped, 'order')
        scene.tell('open', { order })
        if (shop) void goTo(shop, 'order', { order })
      },
      more: () => void store?.more(),
      refresh,
      visit() {
        scene.tell('visit')
        if (shop) void goTo(shop, 'shop', {})
      },
    }
  },
})
