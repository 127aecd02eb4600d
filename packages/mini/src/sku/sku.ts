import { chooseSku, type ListingView } from '@xiaopu/domain'
import { component, dataOf, type Told, textOf } from '../component.ts'
import { readQuantity } from '../look/stepper.ts'
import { withShop } from '../shop/runtime.ts'
import type { ShopTexts } from '../shop/texts.ts'
import { onlyValues, problemOf, reason, type SkuWish, skuView } from './sku-view.ts'

/**
 * `<xp-sku listing="{{…}}" />`: the panel in which a Sku and a quantity are chosen. Every option says
 * what it would lead to, and the button what is still missing; `verb` is what the button says.
 *
 * @fires chosen with `sku` and `quantity`, close
 */
export const sku = component({
  properties: { listing: null as ListingView | null, verb: '' },
  events: ['choose', 'less', 'more', 'count', 'add', 'close'],
  open(scene) {
    let texts: ShopTexts | undefined
    let wish: SkuWish = { chosen: {}, quantity: 1 }

    function update(next: Partial<SkuWish>) {
      const { listing } = scene.given
      wish = { ...wish, word: undefined, ...next }
      if (listing && texts) scene.show({ panel: skuView(listing, wish, texts, scene.given.verb) })
    }

    function begin() {
      const { listing } = scene.given
      if (listing) update({ chosen: onlyValues(listing), quantity: listing.minQuantity })
    }

    function choose(listing: ListingView, told: Told) {
      const [name, value] = [dataOf(told, 'name'), dataOf(told, 'value')]
      const { properties } = chooseSku(listing.skus, wish.chosen)
      const options = properties.find((each) => each.name === name)?.options ?? []
      const option = options.find((each) => each.value === value)
      if (!option || !texts) return
      const why = reason(option, texts)
      if (why && !option.chosen) return update({ word: why })
      const { [name]: _, ...others } = wish.chosen
      update({ chosen: option.chosen ? others : { ...others, [name]: value }, word: why })
    }

    function count(quantity: number) {
      const { listing } = scene.given
      if (!listing || !texts) return
      const { sku: t } = texts
      const choice = chooseSku(listing.skus, wish.chosen)
      const stock = choice.sku?.stock ?? choice.stock
      const least = listing.minQuantity
      const most = Math.max(least, stock)
      const word = quantity < least ? t.minimum(least) : quantity > most ? t.most(stock) : undefined
      update({ quantity: Math.min(Math.max(quantity, least), most), word })
    }

    const stop = withShop((shop) => {
      texts = shop.texts
      begin()
    })
    return {
      changed: begin,
      gone: stop,
      choose(told) {
        const { listing } = scene.given
        if (listing) choose(listing, told)
      },
      less: () => count(wish.quantity - 1),
      more: () => count(wish.quantity + 1),
      count: (told) => count(readQuantity(textOf(told), 1)),
      add() {
        const { listing } = scene.given
        if (!listing || !texts) return
        const choice = chooseSku(listing.skus, wish.chosen)
        const problem = problemOf(listing, choice, wish.quantity, texts)
        if (problem || !choice.sku) return update({ word: problem })
        scene.tell('chosen', { sku: choice.sku.skuId, quantity: wish.quantity })
      },
      close: () => scene.tell('close'),
    }
  },
})
