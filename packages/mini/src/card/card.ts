import { asFailure } from '@xiaopu/client/mini'
import type { ListingView } from '@xiaopu/domain'
import { component } from '../component.ts'
import { failureView } from '../notice/words.ts'
import { goTo } from '../shop/navigate.ts'
import { type Runtime, withShop } from '../shop/runtime.ts'
import { buying } from '../sku/buying.ts'
import { cardView } from './card-view.ts'

/**
 * `<xp-card listing="lst_…" />`: one listing, from picture to cart. Several in one page travel in
 * one request.
 *
 * @fires open, added, failed
 */
export const card = component({
  properties: { listing: '' },
  events: ['look', 'buy', 'chosen', 'closeSku', 'retry'],
  open(scene) {
    let shop: Runtime | undefined
    let view: ListingView | undefined
    const buy = buying(scene)

    async function read() {
      const { listing } = scene.given
      if (!shop || !listing) return
      const { client, texts, checkout } = shop
      scene.show({ failure: null, loading: texts.status.loading })
      try {
        const read = await client.listings.get(listing)
        // The page may have asked for another one meanwhile.
        if (listing !== scene.given.listing) return
        view = read
        const off = view.state === 'off'
        scene.show({
          loading: '',
          card: off ? null : cardView(view, texts, checkout),
          failure: off ? { text: texts.card.off, hint: texts.card.offHint, action: '' } : null,
        })
      } catch (error) {
        const failure = asFailure(error)
        scene.show({ loading: '', card: null, failure: failureView(failure, texts) })
        scene.tell('failed', { code: failure.code })
      }
    }

    const stop = withShop((opened) => {
      shop = opened
      void read()
    })
    return {
      changed: () => void read(),
      gone: stop,
      look() {
        scene.tell('open', { listing: scene.given.listing })
        if (shop) void goTo(shop, 'product', { listing: scene.given.listing })
      },
      buy() {
        if (shop && view) buy.start(shop, view)
      },
      chosen: buy.chosen,
      closeSku: buy.close,
      retry: () => void read(),
    }
  },
})
