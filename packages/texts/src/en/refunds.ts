import type { refunds as source } from '../zh-cn/refunds.ts'

/** As in Chinese. */
export const refunds: typeof source = {
  accounts: {
    merchant_cash: 'Merchant account',
    platform_wallet: '1688 account',
    supplier_recv: 'Owed by suppliers',
    sales: 'Sales',
    goods_cost: 'Cost of goods',
    freight_cost: 'Freight to suppliers',
    channel_fee: 'Payment fees',
    commission: 'Commission',
    loss: 'Written off',
    refund_clearing: 'Refunds on their way',
    suspense: 'Paid in vain, going back',
  },
  reasons: {
    policy_blocked: 'the shop buys nothing',
    policy_manual: 'the shop asks for each',
    cost_rose: 'the cost rose',
    loss_too_large: 'it would lose too much',
    sold_out: 'sold out',
    part_in_stock: 'only a part in stock',
    off_sale: 'off sale',
    not_dropshippable: 'not dropshipped any more',
    promise_longer: 'ships later than promised',
    purchase_limit: 'over the limit of one purchase',
    day_limit: 'over the limit of a day',
  },
  claims: {
    planned: 'about to ask the supplier',
    asked: 'asked of the supplier',
    to_return: 'the supplier waits for the goods',
    returning: 'on its way back',
    refunded: 'refunded by the supplier',
    refused: 'refused by the supplier',
    closed: 'not needed',
    written_off: 'written off',
  },
  columns: {
    refund: 'Refund',
    claim: 'Claim',
    purchase: 'Purchase',
    due: 'Until',
    words: 'Words',
    book: 'Profit, line by line',
  },
  left: (minutes) => (minutes > 0 ? `${minutes} min left to decide` : 'time is up, by policy'),
  noLine: (text) => `No such line: ${text}. Write its number or oln_…, pieces after a colon: 1:2`,
  oneLine: '--amount is for one line at a time: name it with --line',
  policyForms:
    '--policy is written so: mode=auto|manual|blocked buys, asks for each, buys nothing; rise=1 and rise-rate=3% buy at a cost up to that much higher (yuan, share; the larger); loss=20 is the most an order may lose; purchase=2000 and day=20000 the most for one purchase and a day, in yuan; delay=5 buys so many minutes after payment; no-answer=refund|replace|wait is what becomes of a purchase whose owner says nothing. Several are separated by commas',
}
