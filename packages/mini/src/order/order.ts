import { groupBuys } from '@xiaopu/client/group-buys'
import {
  asFailure,
  keepOrderToken,
  type OrderStore,
  orderToken,
  watchOrder,
} from '@xiaopu/client/mini'
import { isDone } from '@xiaopu/client/order-deeds'
import { ShopError, seatStanding } from '@xiaopu/domain'
import { component, dataOf } from '../component.ts'
import { failureView } from '../notice/words.ts'
import { confirmed, done } from '../shop/host.ts'
import { goTo } from '../shop/navigate.ts'
import { pay } from '../shop/pay.ts'
import { refused } from '../shop/refused.ts'
import { type Runtime, withShop } from '../shop/runtime.ts'
import { sentence } from '../shop/texts.ts'
import { type OrderAddress, openAddress } from './address.ts'
import { type Claims, openClaims } from './claims.ts'
import { claimsView } from './claims-view.ts'
import { orderPage } from './order-view.ts'

/**
 * `<xp-order order="ord_…" />`: one order as its buyer follows it, from still to be paid to received.
 * It is opened by the `token` given, or by the one that this program kept when it ordered.
 *
 * @fires paid with `outcome`, state with `state`, seat with `listing`, `groupBuy` and `title` where others
 * are missing: what an invitation needs; failed
 */
export const order = component({
  properties: { order: '', token: '' },
  events: [
    'pay',
    'check',
    'cancel',
    'receive',
    'joinAnother',
    'copy',
    'retry',
    'askBack',
    'pickPieces',
    'pickKind',
    'pickReason',
    'note',
    'sendClaim',
    'withdraw',
    'typeStep',
    'shipBack',
    'dispute',
    'received',
    'pickSku',
    'editAddress',
    'useAddress',
    'say',
    'leave',
    'pasted',
    'parse',
    'fromBook',
    'region',
    'seeOrders',
  ],
  open(scene) {
    let shop: Runtime | undefined
    let store: OrderStore | undefined
    let claims: Claims | undefined
    let address: OrderAddress | undefined
    let unsubscribe = () => {}
    /** The buyer went to pay, so that the provider is asked when she comes back. */
    let away = false
    let state = ''
    /** The group that the page was told of. */
    let invites: string | undefined
    let said = ''
    /** Of the last failure that the page was told. */
    let told: unknown

    function draw() {
      if (!shop || !store) return
      const { texts } = shop
      const now = store.$order.get()
      const { order: shown, error, loading } = now
      const failure = !shown && error && !loading ? error : undefined
      if (shown && !shown.addressChange) address?.close()
      const isHidden = failure?.code === 'ORDER_NOT_FOUND'
      const text = isHidden ? texts.order.notYours : ''
      scene.show({
        page: shown ? orderPage(shown, now, texts) : null,
        back: shown ? claimsView(shown, shop.client.now(), texts) : null,
        loading: shown || failure ? '' : texts.status.loading,
        failure: failure ? { ...failureView(failure, texts), ...(text && { text }) } : null,
        said: error && !loading && shown ? sentence(error, texts) : said,
      })
      if (error && error !== told) scene.tell('failed', { code: error.code })
      told = error
      if (shown && shown.state !== state) {
        state = shown.state
        scene.tell('state', { state })
      }
      const seat = shown && seatStanding(shown) === 'waiting' ? shown.seat : undefined
      if (seat && seat.groupBuy !== invites) {
        invites = seat.groupBuy
        const { listing, groupBuy } = seat
        scene.tell('seat', { listing, groupBuy, title: shown?.lines[0]?.title })
      }
    }

    function close() {
      unsubscribe()
      address?.close()
      store?.stop()
      store = undefined
    }

    function watch() {
      const { order: id, token: given } = scene.given
      close()
      if (!shop || !id) return
      const { client, texts } = shop
      if (given) keepOrderToken(client, id, given)
      const token = given || orderToken(client, id)
      if (!token) {
        scene.show({ loading: '', failure: { text: texts.order.notYours, hint: '', action: '' } })
        return
      }
      store = watchOrder(client, { order: id, token })
      claims = openClaims({ scene, shop, token, order: () => store?.$order.get().order, store })
      address = openAddress({ scene, shop, token, order: id, store })
      unsubscribe = store.$order.subscribe(draw)
    }

    async function startPaying() {
      if (!shop) return
      said = ''
      try {
        const outcome = await pay(shop, scene.given.order)
        scene.tell('paid', { outcome })
        if (outcome === 'nowhere') throw new ShopError('PAYMENT_NOT_HERE')
        away = outcome === 'asked'
        // The app's own payment lies over this page: it is shown again without being told.
        if (away) await store?.check()
      } catch (error) {
        said = sentence(asFailure(error), shop.texts)
        scene.tell('failed', { code: asFailure(error).code })
        draw()
      }
    }

    /** After the buyer says yes; what failed stands in the store. */
    async function deed(title: string, question: string, act: () => Promise<void> | undefined) {
      if (shop && (await confirmed(shop.host, title, question))) await act()?.catch(() => {})
    }

    const stop = withShop((opened) => {
      shop = opened
      scene.show({ orders: opened.pages.orders ? opened.texts.mini.myOrders : '' })
      watch()
    })
    return {
      changed: watch,
      shown() {
        void (away ? store?.check() : store?.refresh())
        away = false
      },
      gone() {
        stop()
        close()
      },
      pay: () => void startPaying(),
      async check() {
        await store?.check()
        const waits = store?.$order.get().order?.state === 'pending_payment'
        said = waits && shop ? shop.texts.order.notPaidYet : ''
        draw()
      },
      cancel() {
        const t = shop?.texts.order
        if (t) void deed(t.cancel, t.cancelAsk, () => store?.close())
      },
      receive() {
        const t = shop?.texts.order
        if (t) void deed(t.receive, t.receiveAsk, () => store?.receive())
      },
      joinAnother() {
        const { order: id, token: given } = scene.given
        const client = shop?.client
        const token = given || (client && orderToken(client, id))
        if (client && token && store)
          void isDone(store, () => groupBuys(client).choose(id, { choice: 'join' }, { token }))
      },
      async copy(told) {
        if (!shop) return
        const why = await done(shop.host, 'setClipboardData', { data: dataOf(told, 'text') })
        said = refused(scene, shop, why, shop.texts.share.copyFailed)
        draw()
      },
      retry: () => void store?.refresh(),
      askBack: () => void claims?.ask(),
      pickPieces: (told) => claims?.pickPieces(told),
      pickKind: (told) => claims?.pickKind(told),
      pickReason: (told) => claims?.pickReason(told),
      note: (told) => claims?.note(told),
      sendClaim: () => void claims?.send(),
      withdraw: (told) => void claims?.withdraw(dataOf(told, 'claim')),
      typeStep: (told) => claims?.typeStep(told),
      shipBack: (told) => void claims?.shipBack(dataOf(told, 'claim')),
      pickSku: (told) => claims?.pickSku(told),
      received: (told) => void claims?.received(dataOf(told, 'claim')),
      dispute: (told) => void claims?.dispute(dataOf(told, 'claim')),
      editAddress: () => address?.toggle(),
      useAddress: () => void address?.use(),
      say: (told) => address?.form()?.say(told),
      leave: (told) => address?.form()?.leave(told),
      pasted: (told) => address?.form()?.pasted(told),
      parse: () => void address?.form()?.parse(),
      fromBook: () => void address?.form()?.fromBook(),
      region: (told) => address?.form()?.region(told),
      seeOrders() {
        if (shop) void goTo(shop, 'orders', {})
      },
    }
  },
})
