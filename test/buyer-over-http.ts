import type { Cart, ListingView, OrderView, ParsedAddress, Quote } from '@xiaopu/domain'

export interface Placed {
  readonly order: OrderView
  readonly quote: Quote
  readonly token: string
  /** Pays at the sandbox's cashier. */
  pay(): Promise<void>
  /** The order as it is now. */
  read(): Promise<OrderView>
}

/** A buyer at a gateway that listens on a port, with nothing but HTTP. The first piece of the first card will do. */
export function buyer(gateway: string, key: string) {
  async function ask<T>(path: string, body?: unknown, headers: object = {}): Promise<T> {
    const response = await fetch(`${gateway}${path}?shop=${key}`, {
      headers: { 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`)
    return JSON.parse(text)
  }

  const cards = async () => (await ask<{ items: ListingView[] }>('/v1/listings')).items

  /** List, cart, address, quote, order. */
  async function placeOrder(): Promise<Placed> {
    const [card] = (await cards()).filter(({ minQuantity }) => minQuantity === 1)
    const sku = card?.skus.find(({ stock }) => stock > 0)
    const add = { action: 'add', id: 'change-1', listing: card?.id, sku: sku?.skuId, quantity: 1 }
    const cart = await ask<Cart>('/v1/carts', { changes: [{ ...add, seen: sku?.price }] })
    const text = '张伟 13800138000 浙江省杭州市西湖区文三路90号东部软件园1幢'
    const { address } = await ask<ParsedAddress>('/v1/addresses/parse', { text })
    const quote = await ask<Quote>(`/v1/carts/${cart.id}/quote`, { address })
    const { order, token } = await ask<{ order: OrderView; token: string }>(
      '/v1/orders',
      { quote: quote.id, total: quote.total },
      { 'idempotency-key': `place-${quote.id}` },
    )
    return { quote, ...follow(order, token) }
  }

  /** An order that was placed here or at another gateway of the shop. */
  function follow(order: OrderView, token: string): Omit<Placed, 'quote'> {
    const mine = { 'x-order-token': token }
    return {
      order,
      token,
      read: () => ask(`/v1/orders/${order.id}`, undefined, mine),
      async pay() {
        const { payment } = await ask<OrderView>(
          `/v1/orders/${order.id}/payments`,
          { returnUrl: `${gateway}/shop/demo` },
          { ...mine, 'idempotency-key': `pay-${order.id}` },
        )
        const cashier = `${payment?.cashierUrl}/pay`
        const paid = await fetch(cashier, { method: 'POST', redirect: 'manual' })
        if (paid.status >= 400) throw new Error(`the cashier answered ${paid.status}`)
      },
    }
  }

  return { cards, placeOrder, follow }
}
