import type {
  Account,
  AfterSaleState,
  RefundView,
  SupplierClaimState,
  VerdictReason,
} from '@xiaopu/domain'

const accounts: Record<Account, string> = {
  merchant_cash: '收款账户',
  platform_wallet: '1688 账户',
  supplier_recv: '供货商待退款',
  other_means: '另行退款',
  sales: '卖货收入',
  goods_cost: '进货成本',
  freight_cost: '采购运费',
  channel_fee: '支付手续费',
  commission: '推广佣金',
  loss: '追不回的损失',
  refund_clearing: '退款在途',
  suspense: '待退的多付款',
}

const reasons: Record<VerdictReason, string> = {
  policy_blocked: '店铺设置为不采购',
  policy_manual: '店铺设置为逐单确认',
  cost_rose: '进货价涨了',
  loss_too_large: '亏得太多',
  sold_out: '没有货了',
  part_in_stock: '只有一部分有货',
  off_sale: '货源下架了',
  not_dropshippable: '不支持一件代发了',
  promise_longer: '发货变慢了',
  purchase_limit: '超过单笔采购上限',
  day_limit: '超过当天采购上限',
}

const claims: Record<SupplierClaimState, string> = {
  planned: '准备向供货商要求退款',
  asked: '已要求供货商退款',
  to_return: '供货商等退货',
  returning: '退货在路上',
  refunded: '供货商已退款',
  refused: '供货商拒绝退款',
  closed: '不用退了',
  written_off: '追不回，记为损失',
}

/** The same states as the buyer's, with the seller on the other side. */
const afterSales: Record<AfterSaleState, string> = {
  opened: '等你答复',
  approved: '已同意',
  awaiting_return: '等买家寄回',
  returning: '退货在路上',
  inspecting: '等你验收',
  replacing: '换的货待发出',
  resending: '换的货在路上',
  refunding: '退款在路上',
  done: '已退款',
  refused: '已拒绝',
  withdrawn: '买家已撤销',
}

const states: Record<RefundView['state'], string> = {
  processing: '退款在路上',
  succeeded: '已退回买家付款账户',
  abnormal: '没有退成，xiaopu retry 说明怎么处理',
}

/** Money that goes back, as a seller reads of it in her terminal. */
export const refunds = {
  accounts,
  reasons,
  claims,
  afterSales,
  states,
  columns: {
    refundId: '退款编号',
    refund: '退款',
    claim: '售后编号',
    purchase: '采购单编号',
    due: '最晚',
    reason: '原因',
    words: '说明',
    book: '利润明细',
  },
  /** A claim that gave goods and no money. */
  exchanged: '已换货',
  left: (until: string) => `请在 ${until} 前决定，过后按采购规则处理`,
  noLine: (text: string) => `没有第 ${text} 行商品。写行号或 oln_…，件数写在冒号后面，如 1:2`,
  lineTwice: (text: string) => `第 ${text} 行写了两次，请合在一起写，如 1:2`,
  oneLine: '--amount 一次只能用在一行商品上，请用 --line 指明',
  notWithRefund: '--refund 已经写明金额和商品，不能再加 --line、--amount',
  billSaysAmount: '金额以账单为准，不用写 --amount',
  policyForms:
    '--policy 的写法：mode=auto|manual|blocked 自动买、逐单确认、都不买；rise=1 和 rise-rate=3% 涨价多少以内照买（元、比例，取大的）；loss=20 每单最多亏几元；purchase=2000 和 day=20000 单笔、每天最多采购几元；delay=5 付款几分钟后才采购；no-answer=refund|replace|wait 店主不答复时退款、换供货商、继续等。几项用逗号隔开',
}
