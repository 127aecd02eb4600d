import { BusinessError } from '../business-error.ts'
import { api } from '../door/api.ts'
import type { JsonObject } from '../json.ts'
import { regionOf } from '../places/regions.ts'
import { carriers } from '../trade/carriers.ts'
import { mayMove, moveRefund } from '../trade/move-refund.ts'
import { ownOrder, ownOrderCodes } from '../trade/own-order.ts'
import { supplierAddress } from '../trade/supplier-address.ts'
import { isVoucher } from '../trade/vouchers.ts'
import { ownRefund, ownRefundCodes } from './own-refund.ts'

const namespace = 'com.alibaba.trade'
const MOST_VOUCHERS = 10
const addressCodes = { missing: '101', foreign: '101' }

const fail = (errorCode: string, errorInfo: string): JsonObject => ({
  result: { success: false, errorCode, errorInfo },
})

/** What a buyer does to a refund after asking for it (reference §4.12; codes of the official copy of 2026-09). */
export const refundActs = [
  // Needs no token: who has the id may take the request back.
  api({
    namespace,
    name: 'alibaba.trade.cancelRefund',
    needAuth: false,
    params: [{ name: 'refundId', type: 'String', required: true }],
    fail,
    codes: [
      ...ownRefundCodes.filter(({ kind }) => kind !== 'permission'),
      {
        code: '4007',
        kind: 'state',
        when: 'the refund is over, or the goods are on their way back',
      },
    ],
    handle: (call) => {
      const owner = call.world.refunds.get(call.params.text('refundId') ?? '')?.memberId
      const member = call.world.members.get(owner ?? '') ?? call.member
      const { refund } = ownRefund({ ...call, member })
      const action = 'BUYER_CANCEL_REFUND_CLOSE'
      if (!mayMove(refund, action)) throw new BusinessError('4007', '退款单状态不支持取消')
      moveRefund(call.world, refund, { action, operator: 'buyer', words: '买家取消退款申请' })
      return { result: { success: true } }
    },
  }),
  api({
    namespace,
    name: 'alibaba.trade.refund.returnGoods',
    params: [
      { name: 'refundId', type: 'String', required: true },
      { name: 'logisticsCompanyNo', type: 'String', required: true },
      { name: 'freightBill', type: 'String', required: true },
      { name: 'description', type: 'String' },
      { name: 'vouchers', type: 'String[]' },
    ],
    fail,
    codes: [
      ...ownRefundCodes,
      { code: '4003', kind: 'rule', when: 'more than ten vouchers, or one that was not uploaded' },
      { code: '4004', kind: 'rule', when: 'the carrier is unknown, or no bill has such a number' },
      { code: '4007', kind: 'state', when: 'the supplier has not agreed to a return' },
      {
        code: '5002',
        kind: 'rule',
        when: 'description shorter than 2 or longer than 200 characters',
      },
    ],
    handle: (call) => {
      const { params, world } = call
      const { refund } = ownRefund(call)
      const vouchers = params.list('vouchers')?.map(String) ?? []
      if (vouchers.length > MOST_VOUCHERS || !vouchers.every(isVoucher)) {
        throw new BusinessError('4003', '凭证地址校验不通过')
      }
      const billNo = params.text('freightBill') ?? ''
      const carrier = carriers.find(({ no }) => no === params.text('logisticsCompanyNo'))
      if (!carrier || !/^[A-Za-z0-9-]{6,32}$/.test(billNo)) {
        throw new BusinessError('4004', '物流公司编号和运单号校验不通过')
      }
      const description = params.text('description') ?? ''
      if (description !== '' && (description.length < 2 || description.length > 200)) {
        throw new BusinessError('5002', '发货说明长度为2-200个字符')
      }
      if (!mayMove(refund, 'BUYER_SEND_GOODS')) {
        throw new BusinessError('4007', '当前退款单状态不支持退货')
      }
      const { no: companyNo, name: companyName } = carrier
      moveRefund(world, refund, {
        action: 'BUYER_SEND_GOODS',
        operator: 'buyer',
        words: `买家声明退货,等待卖家确认。|物流公司:${companyName}|物流单号:${billNo}|说明:${description}|`,
        change: { returned: { companyNo, companyName, billNo, description, vouchers } },
      })
      return { result: { success: true } }
    },
  }),
  api({
    namespace: 'com.alibaba.fenxiao',
    name: 'refund.address.get',
    params: [{ name: 'mainOrderId', type: 'String', required: true }],
    fail,
    codes: ownOrderCodes(addressCodes),
    handle: ({ world, member, params }) => {
      const order = ownOrder(world, member.memberId, params.digits('mainOrderId'), addressCodes)
      const there = supplierAddress(world, order.supplier)
      const offers = [...new Set(order.items.map(({ offerId }) => offerId))]
      return {
        result: {
          success: true,
          data: offers.map((offerId) => ({
            offerId,
            provinceText: there.province,
            cityText: there.city,
            districtText: regionOf(there.areaCode)?.name ?? '',
            townText: '',
            townCode: '',
            streetAddress: there.address,
            streetAddressCode: there.areaCode,
            receiverName: there.fullName,
            mobile: there.mobile,
            phone: '',
            contactPhone: there.mobile,
            zipCode: there.postCode,
          })),
        },
      }
    },
  }),
]
