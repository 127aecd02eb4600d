import type { AfterSaleKind, AfterSaleReason, AfterSaleState, RefundView } from '@xiaopu/domain'
import { formatMoney, type Money } from '@xiaopu/domain'

const kinds: Record<AfterSaleKind, string> = {
  refund_only: '只退款',
  return_refund: '退货退款',
  exchange: '换货',
}

const reasons: Record<AfterSaleReason, string> = {
  changed_mind: '不想要了',
  not_shipped_in_time: '没有按时发货',
  not_received: '没有收到',
  damaged: '破损或有瑕疵',
  wrong_goods: '发错了',
  missing_goods: '少件',
  not_as_described: '和描述不符',
  other: '其他',
}

const states: Record<AfterSaleState, string> = {
  opened: '等店主答复',
  approved: '已同意',
  awaiting_return: '等你寄回',
  returning: '退货在路上',
  inspecting: '店主验收中',
  replacing: '换货备货中',
  resending: '换货在路上',
  refunding: '退款在路上',
  done: '已退款',
  refused: '店主没有同意',
  withdrawn: '已撤销',
}

const refundStates: Record<RefundView['state'], string> = {
  processing: '退款在路上',
  succeeded: '已退回付款账户',
  abnormal: '退款遇到问题，店主正在处理',
}

/** Why money goes back, as codes tell it. */
const refundReasons: Readonly<Record<string, string>> = {
  cancelled: '取消订单',
  after_sale: '售后退款',
  out_of_stock: '缺货',
  too_dear: '无法按原价发货',
  supplier_failed: '无法发货',
  seller: '店主退款',
  duplicate_payment: '重复付款',
  late_payment: '订单关闭后的付款',
  group_failed: '没有成团',
  group_missed: '没赶上成团',
}

/** Money and goods that go back, as a buyer reads of them. */
export const afterSales = {
  title: '售后',
  refunds: '退款',
  kinds,
  reasons,
  states,
  refundStates,
  refundReasons,
  cancelAll: '取消订单，全额退款',
  cancelRest: '取消其余商品并退款',
  cancelAsk: '还没有发货，取消后钱会原路退回，不能恢复。',
  /** In place of what would be next. */
  allBack: '商品已全部退款',
  claim: '申请售后',
  pieces: '几件',
  none: '不选',
  some: (pieces: number) => `${pieces} 件`,
  reason: '原因',
  chooseReason: '请选择原因',
  choosePieces: '请选择商品和件数，换货一次选一种',
  note: '补充说明（选填）',
  submit: '提交申请',
  returned: (pieces: number) => `已退 ${pieces} 件`,
  compensated: (money: Money) => `已退 ${formatMoney(money)}`,
  /** What happens by itself when nobody acts until then. */
  due: {
    opened: (time: string) => `店主会在 ${time} 前答复，逾期自动同意`,
    approved: (time: string) => `店主会在 ${time} 前给出寄回地址，逾期不用寄回`,
    awaiting_return: (time: string) => `请在 ${time} 前寄出并填写单号，逾期自动撤销`,
    returning: (time: string) => `最晚 ${time} 视为已送达，由店主验收`,
    inspecting: (time: string) => `店主在 ${time} 前验收，逾期视为通过`,
    replacing: (time: string) => `店主会在 ${time} 前发出，买不到就退款`,
    resending: (time: string) => `最晚 ${time} 视为已收到`,
  } as Readonly<Partial<Record<AfterSaleState, (time: string) => string>>>,
  instead: (values: string) => `换成：${values}`,
  own: (words: string) => `你的说明：${words}`,
  answer: (words: string) => `店主回复：${words}`,
  agreed: (money: Money) => `退款金额 ${formatMoney(money)}`,
  returnTo: (address: string) => `寄回地址：${address}`,
  copyAddress: '复制地址',
  parcel: (carrier: string, number: string) => `退货包裹：${carrier} ${number}`,
  withdraw: '撤销申请',
  withdrawAsk: '确定撤销这个售后申请吗？',
  carrier: '快递公司',
  number: '运单号',
  badNumber: '运单号是 6 到 32 位字母或数字',
  shipBack: '我已寄出',
  disputeNote: '为什么不同意？',
  dispute: '请店主再看一次',
}
