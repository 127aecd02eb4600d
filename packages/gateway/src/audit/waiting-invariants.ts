import { openAfterSaleStates, openSupplierClaimStates } from '@xiaopu/domain'
import { needsPerson } from '../orders/attention.ts'
import { awaits, type Invariant, oneOf, paidOrder } from './invariant.ts'

const purchase = `select purchase.shop_id, number as subject, expected_goods as by,
  purchase.supplier_order_id || ' ' || purchase.state as detail
  from supplier_orders as purchase join orders using (shop_id, order_id)`

/** Whether a refusal of a row is before its seller's eyes, or ever was. */
const isShown = (row: string, subject: string, when: 'now' | 'ever' = 'now'): string =>
  `exists (select from differences as shown where shown.shop_id = ${row}.shop_id
    and shown.kind = 'refused' and shown.subject = ${subject}
    ${when === 'now' ? 'and shown.resolved_at is null' : ''})`

/** INV-15, no orphan: whatever has not ended is somebody's, a job's or a person's. */
export const waitingInvariants: readonly Invariant[] = [
  {
    id: 'INV-15a',
    rule: 'an order that waits for its money has a timer that closes it',
    sql: `
      select shop_id, number as subject, total as by, null::text as detail from orders
      where state = 'pending_payment' and not ${awaits('close-unpaid-order', 'orderId', 'orders.order_id')}`,
  },
  {
    id: 'INV-15b',
    rule: 'what is not bought yet has a job that will buy it',
    sql: `${purchase}
      where orders.${paidOrder}
        and purchase.state in ('planned', 'creating', 'in_doubt', 'created', 'paying', 'cancelling')
        and not orders.awaits_group
        and not (purchase.unwanted and exists (select from supplier_claims as claim
          where claim.shop_id = purchase.shop_id
            and claim.supplier_order_id = purchase.supplier_order_id
            and claim.state in (${oneOf(openSupplierClaimStates)})))
        and not ${awaits('buy-order', 'orderId', 'purchase.order_id')}
        and not ${awaits('buy-from-supplier', 'supplierOrderId', 'purchase.supplier_order_id')}`,
  },
  {
    id: 'INV-15c',
    rule: 'what is bought is followed until it has arrived',
    sql: `${purchase}
      where purchase.state in ('paid_up', 'part_shipped', 'shipped', 'received')
        and (orders.state <> 'completed' or purchase.after_sale_id is not null)
        and not ${awaits('follow-supplier-order', 'supplierOrderId', 'purchase.supplier_order_id')}`,
  },
  {
    id: 'INV-15d',
    rule: 'what a person must decide is shown to the seller',
    sql: `
      select shop_id, number as subject, total as by, null::text as detail
      from orders where not attention and ${needsPerson('orders')}`,
  },
  {
    id: 'INV-15e',
    rule: 'a refund on its way has a job that asks for it',
    sql: `
      select refund.shop_id, number as subject, refund.amount as by, refund.refund_id as detail
      from refunds as refund join orders using (shop_id, order_id)
      where refund.state in ('requested', 'submitting', 'processing')
        and not ${awaits('submit-refund', 'refundId', 'refund.refund_id')}`,
  },
  {
    id: 'INV-15f',
    rule: 'a received order has a timer that completes it',
    sql: `
      select shop_id, number as subject, total as by, null::text as detail from orders
      where state = 'received' and not ${awaits('complete-order', 'orderId', 'orders.order_id')}`,
  },
  {
    id: 'INV-15g',
    rule: 'a shop has the next look at its books planned',
    sql: `
      select shop_id, slug as subject, null::bigint as by, null::text as detail from shops
      where not ${awaits('reconcile-shop', 'shopId', 'shops.shop_id')}`,
  },
  {
    id: 'INV-15i',
    rule: 'a claim of a buyer has a job that ends it, or a refund or a purchase that does',
    sql: `
      select after_sale.shop_id, number as subject, agreed as by,
        after_sale.after_sale_id || ' ' || after_sale.state as detail
      from after_sales as after_sale join orders using (shop_id, order_id)
      where after_sale.state in (${oneOf(openAfterSaleStates)})
        and not ${awaits('follow-after-sale', 'afterSaleId', 'after_sale.after_sale_id')}
        and not (after_sale.state = 'refunding' and exists (select from refunds as refund
          where refund.shop_id = after_sale.shop_id
            and refund.after_sale_id = after_sale.after_sale_id and refund.state <> 'succeeded'))
        and not (after_sale.state = 'replacing' and exists (select from supplier_orders as again
          where again.shop_id = after_sale.shop_id
            and again.after_sale_id = after_sale.after_sale_id))`,
  },
  {
    id: 'INV-15h',
    rule: 'a claim against a supplier has a job that pursues it',
    sql: `
      select claim.shop_id, number as subject, wanted_goods as by, claim.claim_id as detail
      from supplier_claims as claim join orders using (shop_id, order_id)
      where claim.state in (${oneOf(openSupplierClaimStates)})
        and not ${awaits('pursue-claim', 'claimId', 'claim.claim_id')}`,
  },
  {
    id: 'INV-15j',
    rule: 'of a completed order nothing is kept for promoters without a job that gives it or lets it go',
    sql: `
      select payment.shop_id, number as subject, payment.amount as by, payment.payment_id as detail
      from payments as payment join orders using (shop_id, order_id)
      where payment.shared and payment.state = 'succeeded' and orders.state = 'completed'
        and not exists (select from profit_shares as share where share.shop_id = payment.shop_id
          and share.payment_id = payment.payment_id and share.state = 'finished')
        and not ${awaits('share-profit', 'paymentId', 'payment.payment_id')}`,
  },
  {
    id: 'INV-15k',
    rule: 'parcels that their platform was not told of have a job that tells it, or were shown to the seller',
    sql: `
      select report.shop_id, number as subject, null::bigint as by, report.problem as detail
      from shipping_reports as report join orders using (shop_id, order_id)
      join payments using (shop_id, payment_id)
      where report.state = 'due' and payments.payer is not null and not ${awaits('report-shipping', 'orderId', 'report.order_id')}
        or report.state = 'failed' and not ${isShown('report', 'report.order_id', 'ever')}`,
  },
  {
    id: 'INV-15l',
    rule: 'a commission that is refused is held by its share, which waits for the seller and shows it to her',
    sql: `
      select commission.shop_id, number as subject, commission.amount as by, commission.promoter_id as detail
      from commissions as commission join profit_shares as share using (shop_id, payment_id)
      join orders on orders.shop_id = commission.shop_id and orders.order_id = commission.order_id
      where commission.state = 'refused' and (share.state <> 'refused' or share.held_until is null
        or not ${isShown('commission', 'commission.payment_id')})`,
  },
  {
    id: 'INV-15m',
    rule: 'a commission that is to come back has a job that asks for it, or was shown to the seller',
    sql: `
      select back.shop_id, number as subject, back.amount as by, back.out_return_no as detail
      from commission_returns as back join orders using (shop_id, order_id)
      where back.state = 'asked' and not ${awaits('submit-refund', 'refundId', 'back.refund_id')}
          and not ${awaits('take-back', 'refundId', 'back.refund_id')}
        or back.state = 'failed'
          and not ${isShown('back', `back.payment_id || '/' || back.promoter_id`, 'ever')}`,
  },
  {
    id: 'INV-15n',
    rule: 'money that WeChat will not let go of was shown to the seller',
    sql: `
      select share.shop_id, number as subject, payments.amount as by, share.payment_id as detail
      from profit_shares as share join payments using (shop_id, payment_id)
      join orders on orders.shop_id = share.shop_id and orders.order_id = share.order_id
      where share.state = 'kept' and not ${isShown('share', `payments.out_trade_no || 'e'`, 'ever')}`,
  },
]
