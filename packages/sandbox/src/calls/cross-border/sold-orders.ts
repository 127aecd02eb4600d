import { BusinessError } from '../../business-error.ts'
import { nested } from '../../door/envelopes.ts'
import { ownOrder, ownOrderCodes } from '../../trade/own-order.ts'
import { objectApi } from '../asked.ts'
import { namespace } from './items.ts'

const codes = { missing: 'ORDER_NOT_EXIST', foreign: '400_3' }

/**
 * Which order of the shop's own customer an order was made for. Parameters and answer are documented,
 * refusals are not: those of the other order calls stand in [sbx]. Told twice, the later word counts.
 */
export const soldOrders = [
  objectApi({
    namespace,
    name: 'order.relation.write',
    param: { name: 'orderRelationParam' },
    fields: [
      { name: 'orderId', type: 'String', required: true, max: 64 },
      { name: 'parentOrderId', type: 'String', required: true, max: 64 },
      { name: 'purchaseOrderId', type: 'Long', required: true },
      { name: 'purchaseParentOrderId', type: 'Long', required: true },
    ],
    codes: [
      ...ownOrderCodes(codes),
      { code: 'ORDER_ENTRY_ERROR', kind: 'rule', when: 'the sub-order is none of this order' },
    ],
    fail: nested,
    answer: ({ world, member }, asked) => {
      const order = ownOrder(world, member.memberId, asked.digits('purchaseParentOrderId'), codes)
      const lineId = asked.digits('purchaseOrderId') ?? ''
      if (!order.items.some(({ subId }) => subId === lineId)) {
        throw new BusinessError('ORDER_ENTRY_ERROR', '子订单不属于该订单')
      }
      world.relations.put(`sold-order/${member.memberId}/${lineId}`, {
        memberId: member.memberId,
        kind: 'sold-order',
        outOrderId: asked.text('parentOrderId') ?? '',
        outLineId: asked.text('orderId') ?? '',
        orderId: order.id,
        lineId,
      })
      return { result: { success: true, code: '0', message: '' } }
    },
  }),
]
