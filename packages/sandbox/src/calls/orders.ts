import { BusinessError } from '../business-error.ts'
import { api, type Param } from '../door/api.ts'
import { bare, textMessage } from '../door/envelopes.ts'
import { digitsOf, type Fields } from '../fields.ts'
import type { JsonObject } from '../json.ts'
import { orderOf } from '../trade/change-order.ts'
import { ordersByOutId } from '../trade/out-order-ids.ts'
import type { Order } from '../world/order.ts'
import type { World } from '../world/world.ts'
import { businessType, TRADE_TYPE_NUMBER, tradeInfo } from './trade-info.ts'
import { refundStatusOf } from './trade-refunds.ts'

const namespace = 'com.alibaba.trade'

const listParams: readonly Param[] = [
  { name: 'createStartTime', type: 'Date' },
  { name: 'createEndTime', type: 'Date' },
  { name: 'modifyStartTime', type: 'Date' },
  { name: 'modifyEndTime', type: 'Date' },
  { name: 'orderStatus', type: 'String' },
  { name: 'refundStatus', type: 'String' },
  { name: 'bizTypes', type: 'String[]' },
  { name: 'tradeType', type: 'String' },
  { name: 'sellerMemberId', type: 'String' },
  { name: 'sellerLoginId', type: 'String' },
  { name: 'productName', type: 'String' },
  { name: 'outOrderId', type: 'String' },
  { name: 'orderIds', type: 'Long[]' },
  { name: 'isHis', type: 'Boolean' },
  { name: 'page', type: 'Integer' },
  { name: 'pageSize', type: 'Integer' },
  { name: 'needBuyerAddressAndPhone', type: 'Boolean' },
  { name: 'needMemoInfo', type: 'Boolean' },
]

/** Reading orders as their buyer (reference §4.7). `success` of the single read is declared String. */
export const orders = [
  api({
    namespace,
    name: 'alibaba.trade.get.buyerView',
    params: [
      { name: 'webSite', type: 'String', required: true },
      { name: 'orderId', type: 'Long' },
      { name: 'outOrderId', type: 'String' },
      { name: 'includeFields', type: 'String' },
      { name: 'attributeKeys', type: 'String[]' },
    ],
    fail: textMessage,
    codes: [{ code: 'ORDER_NOT_EXIST', kind: 'missing', when: 'the buyer has no such order' }],
    handle: ({ world, member, params }) => {
      const [outOrder] = ordersByOutId(world, member.memberId, params.text('outOrderId') ?? '')
      const order = orderOf(world, member.memberId, params.digits('orderId') ?? outOrder?.id)
      if (!order) throw new BusinessError('ORDER_NOT_EXIST', '订单不存在')
      const included = params
        .text('includeFields')
        ?.split(',')
        .map((each) => each.trim())
      const has = (name: string): boolean => included?.includes(name) ?? name !== 'RateDetail'
      return {
        result: {
          ...tradeInfo(world, order, {
            logistics: has('NativeLogistics'),
            receiver: true,
            memo: true,
          }),
          ...(has('GuaranteesTerms') && { guaranteesTerms: guarantees(world, order) }),
          ...(has('OrderInvoice') && { orderInvoiceInfo: {} }),
          ...(has('InvoicingSetting') && { invoicingSettingModel: {} }),
          ...(has('RateDetail') && { orderRateInfo: { buyerRateStatus: 5, sellerRateStatus: 5 } }),
        },
        success: 'true',
      }
    },
  }),
  api({
    namespace,
    name: 'alibaba.trade.getBuyerOrderList',
    params: listParams,
    fail: bare,
    handle: ({ world, member, params }) => {
      const found = listOrders(world, member.memberId, params)
      const pageSize = Math.min(50, Math.max(1, params.number('pageSize') ?? 20))
      const from = (Math.max(1, params.number('page') ?? 1) - 1) * pageSize
      const receiver = params.flag('needBuyerAddressAndPhone') ?? false
      const memo = params.flag('needMemoInfo') ?? false
      return {
        result: found
          .slice(from, from + pageSize)
          .map((order) => tradeInfo(world, order, { logistics: false, receiver, memo })),
        totalRecord: found.length,
      }
    },
  }),
]

const HISTORY_MS = 90 * 86_400_000

/** Newest first. Orders older than about three months are only found with `isHis`. */
function listOrders(world: World, memberId: string, params: Fields): readonly Order[] {
  const outOrderId = params.text('outOrderId')
  const ids = params.list('orderIds')?.map(digitsOf)
  const candidates = outOrderId
    ? ordersByOutId(world, memberId, outOrderId)
    : ids
      ? ids.map((id) => world.orders.get(id ?? ''))
      : [...world.orders.values()]
  const before = world.now() - HISTORY_MS
  const isHis = params.flag('isHis') ?? false
  const named = params.list('bizTypes')?.map(String)
  const bizTypes = named?.length ? named : undefined
  const same = (name: string, value: string): boolean =>
    (params.text(name) ?? value).toLowerCase() === value.toLowerCase()
  return candidates
    .filter((order) => order !== undefined)
    .filter((order) => order.deletedAt === undefined)
    .filter((order) => order.memberId === memberId && order.createdAt < before === isHis)
    .filter((order) => within(order.createdAt, params, 'create'))
    .filter((order) => within(order.modifiedAt, params, 'modify'))
    .filter((order) => same('orderStatus', order.status))
    .filter((order) => same('refundStatus', refundStatusOf(world, order)))
    .filter((order) => isTradeType(params.text('tradeType'), order))
    .filter((order) => bizTypes?.includes(businessType(order)) ?? true)
    .filter((order) => same('sellerMemberId', order.supplier.memberId))
    .filter((order) => same('sellerLoginId', order.supplier.loginId))
    .filter(({ items }) =>
      items.some(({ name }) => name.includes(params.text('productName') ?? '')),
    )
    .toSorted((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1))
}

function within(at: number, params: Fields, what: 'create' | 'modify'): boolean {
  const from = params.number(`${what}StartTime`) ?? 0
  return at >= from && at <= (params.number(`${what}EndTime`) ?? Infinity)
}

const isTradeType = (asked: string | undefined, order: Order): boolean =>
  asked === undefined || asked === TRADE_TYPE_NUMBER || asked === order.tradeType

const guarantees = (world: World, order: Order): JsonObject[] => {
  const offers = order.items.flatMap(({ offerId }) => world.offers.get(offerId) ?? [])
  const codes = new Set(offers.flatMap(({ services }) => services.protections))
  return [...codes].map((assuranceType) => ({
    assuranceType,
    assuranceInfo: '',
    qualityAssuranceType: '',
  }))
}
