import { type Cart, fen, type OrderView, type Shipment } from '@xiaopu/domain'
import { type FakeGateway, orderToken, shopKey } from './gateway.ts'
import { box, cup, fixedId } from './goods.ts'
import { changeCart, placeOrder, quoteCart } from './world.ts'

const address = {
  name: '张三',
  phone: '13800138000',
  province: '浙江省',
  city: '杭州市',
  district: '西湖区',
  regionCode: '330106',
  street: '文三路 1 号',
}

/** Two cups and a box in a cart of the gateway. */
export function filledCart({ world }: FakeGateway): Cart {
  const empty = { id: fixedId('cart'), lines: [], quantity: 0, goods: fen(0), version: 0 }
  const add = (listing: typeof cup, quantity: number) => ({
    action: 'add' as const,
    id: fixedId('line'),
    listing: listing.id,
    sku: listing.skus[0]?.skuId ?? '',
    quantity,
  })
  const cart = changeCart(empty, [add(cup, 2), add(box, 1)], world)
  world.carts.set(cart.id, cart)
  return cart
}

/** An order of that cart, changed as the test needs it. */
export function placedOrder(gateway: FakeGateway, changes: Partial<OrderView> = {}): OrderView {
  const { world } = gateway
  const quote = quoteCart(filledCart(gateway), address, world)
  const order = { ...placeOrder(quote.id, quote.total.amount, world), ...changes }
  world.orders.set(order.id, order)
  return order
}

/** A received order: money back for a box, a cup that goes back, another claim refused. */
export function claimedOrder(gateway: FakeGateway): OrderView {
  const order = placedOrder(gateway, { state: 'received', shipments: parcels() })
  const [cups, boxes] = order.lines
  const at = '2026-11-28T08:00:00.000Z'
  const common = { order: order.id, openedAt: at }
  const claimed: OrderView = {
    ...order,
    refunds: [
      { id: fixedId('refund'), amount: fen(500), state: 'succeeded', reason: 'seller', at },
      { id: fixedId('refund'), amount: fen(1990), state: 'processing', reason: 'after_sale', at },
    ],
    afterSales: [
      {
        ...common,
        id: fixedId('afterSale'),
        kind: 'refund_only',
        reason: 'damaged',
        state: 'refused',
        lines: [{ line: boxes?.id ?? '', quantity: 1 }],
        note: '盒盖有一道划痕',
        answer: '照片看不出问题，请补一张近照',
      },
      {
        ...common,
        id: fixedId('afterSale'),
        kind: 'return_refund',
        reason: 'not_as_described',
        state: 'awaiting_return',
        lines: [{ line: cups?.id ?? '', quantity: 1 }],
        returnTo: '浙江省义乌市北苑街道退货仓 2 号库 王师傅 13800000000',
        dueAt: '2026-12-05T08:00:00.000Z',
      },
    ],
  }
  gateway.world.orders.set(order.id, claimed)
  return claimed
}

/** Two parcels: one on its way, one announced. */
export function parcels(): Shipment[] {
  const at = (time: string) => `2026-11-24T${time}:00.000Z`
  const inside = ({ title, skus }: typeof cup, quantity: number) => [
    { sku: skus[0]?.skuId ?? '', title, quantity },
  ]
  return [
    {
      id: fixedId('shipment'),
      carrier: '中通快递',
      number: '75312345678901',
      state: 'in_transit',
      lines: inside(cup, 2),
      trail: [
        { at: at('14:02'), text: '【杭州市】快件已到达 杭州转运中心' },
        { at: at('07:10'), text: '【金华市】快件离开 金华中转部，已发往 杭州转运中心' },
        { at: at('00:31'), text: '【义乌市】快件已揽收' },
        { at: at('00:02'), text: '商家已发货，等待揽收' },
      ],
    },
    {
      id: fixedId('shipment'),
      carrier: '圆通速递',
      number: 'YT2412345678901',
      state: 'announced',
      lines: inside(box, 1),
      trail: [],
    },
  ]
}

export interface PageLook {
  readonly lang?: 'zh-CN' | 'en'
  readonly theme?: 'light' | 'dark'
  /** Attributes of the element, as they stand in the tag. */
  readonly attributes?: string
}

/** A page with one element on the quiet ground of a hosted page, under the gateway's own origin. */
export function elementPage(gateway: FakeGateway, element: string, look: PageLook = {}): string {
  const { lang = 'zh-CN', theme = 'light', attributes = '' } = look
  const ground = theme === 'dark' ? '#111113' : '#f7f7f8'
  return `<!doctype html><html lang="${lang}"><meta charset="utf-8"><title>${element}</title>
<meta name="viewport" content="width=device-width,initial-scale=1"><link rel="icon" href="data:,">
<style>body{margin:0;padding:12px 12px 0;background:${ground};color-scheme:${theme}}h1{position:absolute;clip-path:inset(50%)}</style>
<script type="module" src="${gateway.url}/embed/v1.js" data-shop="${shopKey}"></script>
<main><h1>晴天小铺</h1><${element} theme="${theme}" ${attributes}></${element}></main></html>`
}

export const opening = (order: OrderView) => `#order=${order.id}&token=${orderToken}`
