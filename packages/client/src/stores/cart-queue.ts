import { type Cart, ShopError } from '@xiaopu/domain'
import type { Client } from '../client.ts'
import { type Change, sendable, toCartChange } from './cart-view.ts'
import { asFailure } from './loadable.ts'

/** The cart that a queue keeps in step with the gateway. */
export interface CartHolder {
  cart(): Cart | undefined
  accept(cart: Cart | undefined): void
  /** There is something new to show. */
  changed(): void
}

export interface CartQueue {
  /** What the buyer did and the gateway has not confirmed. */
  changes(): readonly Change[]
  isSending(): boolean
  /** Why the last change was refused, or waits; until the buyer does something else. */
  failure(): ShopError | undefined
  push(change: Change): Promise<Cart>
  /** Tells what is left over from before. */
  flush(): void
}

type Queued = Change & {
  give?(cart: Cart): void
  fail?(error: ShopError): void
}

/** In ms: how long a slow phone takes from a tap to the frame that shows it. Asking the network takes it as long again. */
const seenAfter = 50

/**
 * Tells a cart's changes to the gateway, one request at a time and in order.
 *
 * Each change carries an id and counts once, so one whose fate is unknown is sent again. A refused
 * change leaves the queue, and with it what it showed.
 */
export function cartQueue(client: Client, holder: CartHolder): CartQueue {
  let queue: Queued[] = []
  let sending = false
  let failure: ShopError | undefined
  /** How many changes go into one request. */
  let atOnce = Number.POSITIVE_INFINITY

  function leave(done: readonly Queued[]) {
    queue = queue.filter((change) => !done.includes(change))
  }

  async function send(batch: readonly Queued[]) {
    const cart = holder.cart()
    const changes = batch.map((change) => toCartChange(cart, change))
    const next = cart
      ? await client.carts.change(cart.id, { changes })
      : await client.carts.create({ changes })
    leave(batch)
    holder.accept(next)
    holder.changed()
    for (const change of batch) change.give?.(next)
  }

  function refuse(change: Queued, error: ShopError) {
    leave([change])
    failure = error
    holder.changed()
    change.fail?.(error)
  }

  /** The gateway no longer has the cart: its lines go into a new one, before what was under way. */
  function startOver() {
    const lines = holder.cart()?.lines || []
    const again = lines.map((line): Queued => ({ action: 'add', id: client.newKey(), line }))
    queue = [...again, ...queue]
    holder.accept(undefined)
  }

  /** Answers whether there is a point in going on now. */
  function handle(error: ShopError, batch: readonly Queued[]): boolean {
    if (error.code === 'CART_NOT_FOUND' && holder.cart()) {
      startOver()
      return true
    }
    if (error.code === 'OFFLINE' || error.code === 'TIMEOUT') {
      failure = error
      for (const change of batch) change.fail?.(error)
      return false
    }
    const [only, ...others] = batch
    // One bad change must not take the good ones with it.
    if (others.length > 0) atOnce = 1
    else if (only) refuse(only, error)
    return true
  }

  /** The buyer changed a line that is gone: in another tab, or because adding it was refused. */
  function settleMissing(change: Queued) {
    const cart = holder.cart()
    if (!cart || change.action === 'add' || change.quantity > 0) {
      return refuse(change, new ShopError('SKU_NOT_FOUND'))
    }
    leave([change])
    change.give?.(cart)
  }

  async function step(): Promise<boolean> {
    const batch = sendable(holder.cart(), queue).slice(0, atOnce)
    const [first] = queue
    if (first && batch.length === 0) {
      settleMissing(first)
      return true
    }
    try {
      await send(batch)
      return true
    } catch (thrown) {
      return handle(asFailure(thrown), batch)
    }
  }

  async function run() {
    if (sending) return
    sending = true
    failure = undefined
    atOnce = Number.POSITIVE_INFINITY
    holder.changed()
    // What is tapped at once travels in one request, and first the tap is seen.
    await new Promise((done) => setTimeout(done, seenAfter))
    let goOn = true
    while (goOn && queue.length > 0) goOn = await step()
    sending = false
    holder.changed()
  }

  return {
    changes: () => queue,
    isSending: () => sending,
    failure: () => failure,
    push(change) {
      const told = new Promise<Cart>((give, fail) => {
        queue = [...queue, { ...change, give, fail }]
      })
      if (sending) holder.changed()
      else void run()
      return told
    },
    flush: () => void run(),
  }
}
