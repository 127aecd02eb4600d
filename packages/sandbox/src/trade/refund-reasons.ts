import type { GoodsStatus } from '../world/refund.ts'

export interface RefundReason {
  readonly id: number
  readonly name: string
  readonly needVoucher: boolean
  /** Postage is not given back for this reason. */
  readonly noRefundCarriage: boolean
  readonly tip: string
  readonly for: readonly GoodsStatus[]
}

const unshipped: readonly GoodsStatus[] = ['refundWaitSellerSend']
const missing: readonly GoodsStatus[] = ['refundWaitBuyerReceive', 'aftersaleBuyerNotReceived']
const received: readonly GoodsStatus[] = ['refundBuyerReceived', 'aftersaleBuyerReceived']
const free = { needVoucher: false, noRefundCarriage: false, tip: '' }
const proven = { needVoucher: true, noRefundCarriage: false, tip: '请上传凭证' }

/** Ids 20021 and 20028 are in the official samples; the others continue them [sbx]. */
export const refundReasons: readonly RefundReason[] = [
  { id: 20028, name: '不想买了,已与卖家协商一致', ...free, for: [...unshipped, ...missing] },
  { id: 20006, name: '卖家未按约定时间发货', ...free, for: unshipped },
  { id: 20007, name: '卖家缺货', ...free, for: unshipped },
  { id: 20011, name: '快递一直未送达', ...free, for: missing },
  { id: 20012, name: '快递信息一直未更新', ...free, for: missing },
  { id: 20021, name: '颜色/图案/款式不符', ...proven, for: received },
  { id: 20022, name: '质量问题', ...proven, for: received },
  { id: 20023, name: '少件/漏发', ...proven, for: received },
  {
    id: 20031,
    name: '7天无理由退换货',
    needVoucher: false,
    noRefundCarriage: true,
    tip: '运费由买家承担',
    for: received,
  },
]

/** Whether nothing but the buyer's mind is the reason. */
export const isNoReason = (reasonId: number): boolean => reasonId === 20031
