import { BusinessError } from '../business-error.ts'
import { drawDigits } from '../chance.ts'
import { api } from '../door/api.ts'
import { codeMessage, nested } from '../door/envelopes.ts'
import { savedAddresses } from '../places/saved-addresses.ts'
import { askForAddress } from '../trade/change-address.ts'
import { ownOrder, ownOrderCodes } from '../trade/own-order.ts'
import { addressCodes } from './order-codes.ts'
import { receiverOf } from './preview.ts'

const namespace = 'com.alibaba.trade'
const usual = { missing: 'ORDER_NOT_EXIST', foreign: '400_3' }

/** Where parcels go (reference §4.4, §4.9; official copy of 2026-09). */
export const receiveAddresses = [
  api({
    namespace,
    name: 'alibaba.trade.receiveAddress.get',
    params: [],
    fail: codeMessage,
    handle: ({ member }) => ({
      success: true,
      result: {
        receiveAddressItems: savedAddresses(member).map(({ id, isDefault, address }) => ({
          id,
          fullName: address.fullName,
          address: address.address,
          post: address.postCode,
          phone: address.phone,
          mobilePhone: address.mobile,
          addressCode: address.areaCode,
          addressCodeText: [address.province, address.city, address.area].join(' '),
          isDefault,
          townCode: '',
          townName: address.town,
        })),
      },
    }),
  }),
  api({
    namespace,
    name: 'order.receiveAddress.buyerUpdate',
    params: [{ name: 'param', type: 'Object', required: true }],
    fail: nested,
    codes: [
      ...ownOrderCodes(usual),
      ...addressCodes,
      { code: 'ORDER_STATUS_ERROR', kind: 'state', when: 'the order is shipped or over' },
      {
        code: 'AREA_NOT_SUPPORTED',
        kind: 'address',
        when: 'the supplier does not serve the region',
      },
    ],
    handle: ({ world, member, params }) => {
      const asked = params.fields('param')
      const order = ownOrder(world, member.memberId, asked?.digits('orderId'), usual)
      const receiver = receiverOf(asked?.fields('receiveAddress'), member)
      askForAddress(world, order, receiver)
      return { result: { success: true, code: '', message: '', result: true } }
    },
  }),
  api({
    namespace,
    name: 'trade.address.parseText',
    params: [{ name: 'param', type: 'Object', required: true }],
    fail: nested,
    codes: [
      { code: 'PARAM_CAN_NOT_BE_NULL', kind: 'rule', when: 'country, province or city is missing' },
    ],
    handle: ({ world, params }) => {
      const asked = params.fields('param')
      const [country = '', province = '', city = '', area = ''] = [
        'country',
        'province',
        'city',
        'area',
      ].map((name) => asked?.text(name))
      if (!country || !province || !city) {
        throw new BusinessError('PARAM_CAN_NOT_BE_NULL', 'PARAM_CAN_NOT_BE_NULL')
      }
      // No gazetteer of the world here: the same words give the same code [sbx].
      const addressCode = drawDigits(world.seed, [country, province, city, area].join('/'), 18)
      return {
        result: {
          success: true,
          code: '',
          message: '',
          data: { addressCode, country, province, city, area },
        },
      }
    },
  }),
]
