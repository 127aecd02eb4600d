import type { AnyCall } from '../call.ts'
import { readAddress, readOverseasAddress, receiveAddresses, region, regions } from './addresses.ts'
import { placeCross, placeDistribution, placeFast, placeMedia } from './creates.ts'
import { carriers, parcels, returnCarriers, trails } from './logistics.ts'
import { confirmMessages, missed, takeMissed } from './messages.ts'
import {
  cancelOrder,
  confirmReceipt,
  deleteOrder,
  redirectOrder,
  urgeOrder,
} from './order-changes.ts'
import { addMemo, addMessage } from './order-notes.ts'
import { order, orders } from './orders.ts'
import { cashierUrl, creditUrl, crossBorderUrl, groupCashierUrl } from './pay-urls.ts'
import { payAgreements, payWays, preparePay, protocolPay } from './payments.ts'
import { preview, previewDistribution, previewMedia } from './previews.ts'
import { askRefund, changeRefund, returnGoods, withdrawRefund } from './refund-changes.ts'
import { mostRefund, refundReasons, uploadVoucher } from './refund-terms.ts'
import { orderRefunds, refund, refunds, returnAddresses } from './refunds.ts'

/** Calls of a purchase, from its address to its end. */
export const buying = {
  addresses: { readAddress, readOverseasAddress, region, regions, receiveAddresses },
  purchases: {
    preview,
    previewDistribution,
    previewMedia,
    placeDistribution,
    placeFast,
    placeCross,
    placeMedia,
  },
  orders: {
    order,
    orders,
    cancelOrder,
    confirmReceipt,
    redirectOrder,
    deleteOrder,
    urgeOrder,
    addMemo,
    addMessage,
  },
  payments: {
    payWays,
    cashierUrl,
    groupCashierUrl,
    creditUrl,
    crossBorderUrl,
    payAgreements,
    preparePay,
    protocolPay,
  },
  parcels: { parcels, trails, carriers, returnCarriers },
  refunds: {
    refundReasons,
    mostRefund,
    uploadVoucher,
    askRefund,
    changeRefund,
    withdrawRefund,
    returnGoods,
    refund,
    refunds,
    orderRefunds,
    returnAddresses,
  },
  messages: { takeMissed, missed, confirmMessages },
} satisfies Record<string, Record<string, AnyCall>>
