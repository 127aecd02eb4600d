import { asFailure } from '@xiaopu/client/mini'
import type { ListingView } from '@xiaopu/domain'
import { component } from '../component.ts'
import { failureView } from '../notice/words.ts'
import { type Runtime, withShop } from '../shop/runtime.ts'

/** How many listings one request brings. */
const pageSize = 20

/**
 * `<xp-grid q="" />`: the shop's listings, more of them when the button at the end is tapped, or when
 * the page calls `more` of the component from its `onReachBottom`.
 *
 * @fires open, added, failed
 */
export const grid = component({
  properties: { q: '' },
  events: ['more', 'retry'],
  open(scene) {
    let shop: Runtime | undefined
    let shown: ListingView[] = []
    let next: string | undefined
    let reading = 0

    async function read(cursor?: string) {
      if (!shop) return
      const { client, texts } = shop
      const question = ++reading
      scene.show({ failure: null, more: '', busy: texts.status.loading })
      try {
        const { q } = scene.given
        const page = await client.listings.list({
          limit: pageSize,
          ...(q && { q }),
          ...(cursor && { cursor }),
        })
        // Only the latest question counts.
        if (question !== reading) return
        client.listings.put(page.items)
        shown = cursor ? [...shown, ...page.items] : [...page.items]
        next = page.next
        scene.show({
          busy: '',
          ids: shown.map(({ id }) => id),
          empty: shown.length === 0 ? texts.shop.empty : '',
          more: next ? texts.shop.more : '',
          end: !next && shown.length > 0 ? texts.shop.end : '',
        })
      } catch (error) {
        if (question !== reading) return
        const failure = asFailure(error)
        scene.show({ busy: '', failure: failureView(failure, texts) })
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
      more() {
        if (next) void read(next)
      },
      retry: () => void read(shown.length > 0 ? next : undefined),
    }
  },
})
