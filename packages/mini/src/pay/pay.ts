import {
  asFailure,
  keepOrderToken,
  type OrderStore,
  orderToken,
  watchOrder,
} from '@xiaopu/client/mini'
import { ShopError } from '@xiaopu/domain'
import { component } from '../component.ts'
import { failureView } from '../notice/words.ts'
import { done } from '../shop/host.ts'
import { pay } from '../shop/pay.ts'
import { type Runtime, withShop } from '../shop/runtime.ts'
import { sentence } from '../shop/texts.ts'

/**
 * `<xp-pay order="ord_…" token="…" />`: pays an order that was placed in a web view of the program, where
 * WeChat lets no page pay. It opens the app's payment by itself, and goes back to the web view once the
 * order says that money came.
 *
 * @fires paid with `outcome`, failed
 */
export const payPage = component({
  properties: { order: '', token: '' },
  events: ['pay', 'back', 'retry'],
  open(scene) {
    let shop: Runtime | undefined
    let store: OrderStore | undefined
    let unsubscribe = () => {}
    let said = ''
    let busy = false
    /** The app's window opens by itself once; after that the buyer says when. */
    let isBegun = false

    function draw() {
      if (!shop || !store) return
      const { texts } = shop
      const { order, error, loading } = store.$order.get()
      const failure = !order && error && !loading ? error : undefined
      const waits = order?.state === 'pending_payment'
      const isHidden = failure?.code === 'ORDER_NOT_FOUND'
      const text = isHidden ? texts.order.notYours : ''
      scene.show({
        page: order
          ? {
              state: texts.orderStates[order.state],
              number: texts.order.number(order.number),
              pay: waits ? texts.order.pay(order.total) : '',
              back: texts.mini.backToPage,
              busy,
            }
          : null,
        said,
        loading: order || failure ? '' : texts.status.loading,
        failure: failure ? { ...failureView(failure, texts), ...(text && { text }) } : null,
      })
      if (waits && !isBegun) void go()
      // Paid meanwhile, or by another phone: nothing to stay for.
      else if (order && !waits && isBegun && !busy) leave()
    }

    async function go() {
      if (!shop || busy) return
      isBegun = true
      busy = true
      said = ''
      draw()
      try {
        const outcome = await pay(shop, scene.given.order)
        scene.tell('paid', { outcome })
        if (outcome === 'nowhere') throw new ShopError('PAYMENT_NOT_HERE')
        if (outcome === 'asked') await store?.check()
      } catch (error) {
        said = sentence(asFailure(error), shop.texts)
        scene.tell('failed', { code: asFailure(error).code })
      } finally {
        busy = false
        draw()
      }
    }

    function leave() {
      close()
      if (shop) void done(shop.host, 'navigateBack', {})
    }

    function close() {
      unsubscribe()
      store?.stop()
      unsubscribe = () => {}
      store = undefined
    }

    function watch() {
      const { order, token: given } = scene.given
      close()
      if (!shop || !order) return
      const { client, texts } = shop
      if (given) keepOrderToken(client, order, given)
      const token = given || orderToken(client, order)
      if (!token) {
        scene.show({ failure: { text: texts.order.notYours, hint: '', action: '' } })
        return
      }
      isBegun = false
      store = watchOrder(client, { order, token })
      unsubscribe = store.$order.subscribe(draw)
    }

    const stop = withShop((opened) => {
      shop = opened
      watch()
    })
    return {
      changed: watch,
      gone() {
        stop()
        close()
      },
      pay: () => void go(),
      back: leave,
      retry: () => void store?.refresh(),
    }
  },
})
