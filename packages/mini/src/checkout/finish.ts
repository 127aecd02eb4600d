import { asFailure, type CartStore } from '@xiaopu/client/mini'
import { finishOrder, isPlacing } from '@xiaopu/client/order-deeds'
import type { OrderView } from '@xiaopu/domain'
import type { Scene } from '../component.ts'
import { failureView, type NoticeView } from '../notice/words.ts'
import { goTo } from '../shop/navigate.ts'
import type { Runtime } from '../shop/runtime.ts'

/** Carts of which an order is on its way in this program right now: that one is not lost. */
const underWay = new Set<string>()

/** Waits for the answer to an order of a cart; nobody else asks for it meanwhile. */
export async function whileAsking<T>(cart: string, ask: () => Promise<T>): Promise<T> {
  underWay.add(cart)
  try {
    return await ask()
  } finally {
    underWay.delete(cart)
  }
}

/**
 * The order that was begun of a cart before its page was left, where all of it went into one: its answer was lost. What
 * was sent is sent once more, under its own key. Nothing where none was begun, or its goods are still in the cart: then
 * the buyer decides anew.
 *
 * @param begun - it is being asked for
 * @throws ShopError where it is not known yet either: ask again
 */
export async function finishLost(
  { client }: Runtime,
  cart: CartStore,
  begun = () => {},
): Promise<OrderView | undefined> {
  const { id } = cart.$cart.get()
  if (!id || underWay.has(id) || !isPlacing(client, id)) return undefined
  await cart.refresh()
  const { lines, error } = cart.$cart.get()
  if (lines.length > 0 || error || underWay.has(id)) return undefined
  begun()
  return whileAsking(id, () => finishOrder(client, id))
}

interface Unfinished {
  /** What stands there instead of an empty cart. */
  notice(): NoticeView | undefined
  /** Finishes what was begun, and leads to it; says whether there was an order. */
  finish(): Promise<boolean>
}

/** The same for a component that shows the cart: it says what is going on, and goes to the order. */
export function unfinished(
  scene: Scene<unknown>,
  shop: Runtime,
  cart: CartStore,
  draw: () => void,
): Unfinished {
  const { texts } = shop
  let now: NoticeView | undefined
  let isBusy = false
  const say = (notice?: NoticeView) => {
    now = notice
    draw()
  }
  const begun = () => say({ text: texts.checkout.placing, hint: '', action: '' })

  async function finish() {
    try {
      const order = await finishLost(shop, cart, begun)
      say()
      if (!order) return false
      scene.tell('placed', { order: order.id })
      void goTo(shop, 'order', { order: order.id })
      return true
    } catch (error) {
      const failure = asFailure(error)
      scene.tell('failed', { code: failure.code })
      say(failure.retry ? failureView(failure, texts) : undefined)
      return false
    }
  }

  return {
    notice: () => now,
    async finish() {
      if (isBusy) return false
      isBusy = true
      const isDone = await finish()
      isBusy = false
      return isDone
    },
  }
}
