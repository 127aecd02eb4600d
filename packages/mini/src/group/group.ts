import { groupBuys } from '@xiaopu/client/group-buys'
import { asFailure } from '@xiaopu/client/mini'
import { atGroupPrice, type ListingGroups, type ListingView } from '@xiaopu/domain'
import { component, dataOf } from '../component.ts'
import { goTo } from '../shop/navigate.ts'
import { type Runtime, withShop } from '../shop/runtime.ts'
import { sentence } from '../shop/texts.ts'
import { groupView } from './group-view.ts'

/**
 * `<xp-group listing="lst_…" />`: a listing's price for buyers who order together: begin a group, or
 * join one that waits; `group` is the one that a friend invites to. Nothing is shown where the listing
 * has no deal, or the app takes no orders here.
 *
 * @fires failed
 */
export const group = component({
  properties: { listing: '', group: '' },
  events: ['begin', 'join', 'chosen', 'closeSku'],
  open(scene) {
    let shop: Runtime | undefined
    let groups: ListingGroups | undefined
    let wanted: string | undefined
    let view: ListingView | undefined

    async function read() {
      const { listing, group: invited } = scene.given
      if (shop?.checkout !== 'native' || !listing) return
      const { client, texts } = shop
      try {
        groups = await groupBuys(client).list(listing)
        scene.show({ together: groupView(groups, invited, client.now(), texts) })
      } catch (error) {
        // The listing can be bought all the same.
        scene.tell('failed', { code: asFailure(error).code })
      }
    }

    async function choose(groupBuy?: string) {
      const deal = groups?.deal
      if (!shop || !deal) return
      wanted = groupBuy
      scene.show({ said: '' })
      try {
        view = atGroupPrice(await shop.client.listings.read(scene.given.listing), deal)
        const [only, ...others] = view.skus
        if (only && others.length === 0) await order(only.skuId, view.minQuantity)
        else scene.show({ choosing: view, verb: shop.texts.groupBuy.next })
      } catch (error) {
        fail(error)
      }
    }

    /** A cart of its own, which the checkout is opened for. */
    async function order(sku: string, quantity: number) {
      const deal = groups?.deal
      if (!shop || !deal || !view) return
      const { client } = shop
      const add = { action: 'add', id: client.newKey(), listing: view.id, sku, quantity } as const
      const forGroup = { deal: deal.id, ...(wanted && { groupBuy: wanted }) }
      const cart = await groupBuys(client).cart({ changes: [add], forGroup })
      await goTo(shop, 'checkout', { cart: cart.id })
    }

    function fail(error: unknown) {
      const failure = asFailure(error)
      if (shop) scene.show({ said: sentence(failure, shop.texts) })
      scene.tell('failed', { code: failure.code })
      void read()
    }

    const stop = withShop((opened) => {
      shop = opened
      void read()
    })
    return {
      changed: () => void read(),
      shown: () => void read(),
      gone: stop,
      begin: () => void choose(),
      join: (told) => void choose(dataOf(told, 'group')),
      chosen({ detail }) {
        const { sku, quantity } = detail as { sku: string; quantity: number }
        scene.show({ choosing: null })
        order(sku, quantity).catch(fail)
      },
      closeSku: () => scene.show({ choosing: null }),
    }
  },
})
