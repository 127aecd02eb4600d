import { followAfterSale } from '../after-sales/answer-after-sale.ts'
import { refreshOffer } from '../catalog/refresh-offer.ts'
import { relateListing } from '../catalog/relate-listing.ts'
import { fireDeadline } from '../deadlines/fire-deadline.ts'
import { urgeSupplier } from '../deadlines/urge-supplier.ts'
import type { Deps } from '../deps.ts'
import { buyFromSupplier } from '../fulfilment/buy-from-supplier.ts'
import { buyOrder } from '../fulfilment/buy-order.ts'
import { decideByPolicy } from '../fulfilment/decide-purchase.ts'
import { confirmReceipt, followSupplierOrder } from '../fulfilment/follow-supplier-order.ts'
import { pursueClaim } from '../fulfilment/pursue-claim.ts'
import { readMessage } from '../fulfilment/read-message.ts'
import { endGroup } from '../group-buys/fill-group.ts'
import { followSeat } from '../group-buys/follow-seat.ts'
import { closeUnpaidOrder } from '../orders/close-order.ts'
import { completeOrder } from '../orders/receive-order.ts'
import { followPayment } from '../payments/follow-payment.ts'
import { reportShipping } from '../payments/report-shipping.ts'
import { submitRefund } from '../payments/submit-refund.ts'
import { applyNotice } from '../payments/take-notice.ts'
import { forgetWhatIsDue } from '../personal/forget.ts'
import { shareProfit } from '../promoters/share-profit.ts'
import { takeBackAgain } from '../promoters/take-back-again.ts'
import { reconcileShop } from '../reconciliation/reconcile-shop.ts'
import { keepWatch } from '../watch/keep-watch.ts'
import { deliverWebhooks } from '../webhooks/deliver-webhooks.ts'
import type { JobHandlers } from './worker.ts'

/** Which use case a job runs. */
export function jobHandlers(deps: Deps): JobHandlers {
  return {
    'close-unpaid-order': (asked) => closeUnpaidOrder(deps, asked),
    'check-payment': (asked) => followPayment(deps, asked),
    'apply-notice': (asked) => applyNotice(deps, asked),
    'submit-refund': (asked) => submitRefund(deps, asked),
    'share-profit': (asked) => shareProfit(deps, asked),
    'take-back': (asked) => takeBackAgain(deps, asked),
    'report-shipping': (asked) => reportShipping(deps, asked),
    'buy-order': (asked) => buyOrder(deps, asked),
    'buy-from-supplier': (asked) => buyFromSupplier(deps, asked),
    'decide-purchase': (asked) => decideByPolicy(deps, asked),
    'pursue-claim': (asked) => pursueClaim(deps, asked),
    'follow-after-sale': (asked) => followAfterSale(deps, asked),
    'follow-supplier-order': (asked) => followSupplierOrder(deps, asked),
    'confirm-receipt': (asked) => confirmReceipt(deps, asked),
    'read-message': (asked) => readMessage(deps, asked),
    'refresh-offer': (asked) => refreshOffer(deps, asked),
    'relate-listing': (asked) => relateListing(deps, asked),
    'deliver-webhooks': (asked) => deliverWebhooks(deps, asked),
    'complete-order': (asked) => completeOrder(deps, asked),
    'keep-watch': () => keepWatch(deps),
    'reconcile-shop': (asked) => reconcileShop(deps, asked),
    'forget-people': () => forgetWhatIsDue(deps),
    'urge-supplier': (asked) => urgeSupplier(deps, asked),
    'end-group': (asked) => endGroup(deps, asked),
    'follow-seat': (asked) => followSeat(deps, asked),
    'fire-deadline': (asked) => fireDeadline(deps, asked),
  }
}
