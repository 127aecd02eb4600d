import type {
  Channel,
  DeadlineKind,
  DeadlineState,
  DifferenceKind,
  ListingState,
  OrderState,
  PaymentState,
  RefundState,
  ShipmentState,
  ShopState,
  SupplierOrderState,
} from '@xiaopu/domain'

export const orderStates: Record<OrderState, string> = {
  pending_payment: '待付款',
  paid: '已付款',
  placing: '备货中',
  placed: '待发货',
  partly_shipped: '部分发货',
  shipped: '已发货',
  received: '已收货',
  completed: '已完成',
  closed: '已关闭',
}

/** What a buyer may expect next, or should do. */
export const orderHints: Record<OrderState, string> = {
  pending_payment: '付款后开始备货',
  paid: '已收到付款，马上开始备货',
  placing: '正在为你备货',
  placed: '货已备好，等待快递揽收',
  partly_shipped: '一部分已经寄出，其余还在备货',
  shipped: '包裹已寄出，收到后请确认',
  received: '感谢购买，有问题请联系店主',
  completed: '订单已完成',
  closed: '订单已关闭。如果刚付过款，会原路退回',
}

export const shipmentStates: Record<ShipmentState, string> = {
  announced: '等待揽收',
  collected: '已揽收',
  in_transit: '运输中',
  out_for_delivery: '派送中',
  signed: '已签收',
  exception: '物流异常',
}

export const paymentStates: Record<PaymentState, string> = {
  created: '准备付款',
  prepared: '等待付款',
  in_doubt: '正在确认付款结果',
  succeeded: '付款成功',
  duplicate: '重复付款，将退回',
  closed: '已关闭',
  late_success: '订单关闭后才付款，将退回',
  failed: '付款失败',
}

export const refundStates: Record<RefundState, string> = {
  requested: '已申请退款',
  submitting: '正在提交退款',
  processing: '退款处理中',
  succeeded: '已退款',
  abnormal: '退款异常，店主处理中',
}

export const listingStates: Record<ListingState, string> = {
  draft: '草稿',
  published: '销售中',
  paused: '已暂停',
  archived: '已归档',
}

export const shopStates: Record<ShopState, string> = {
  open: '营业中',
  paused: '休息中',
  closed: '已关店',
}

/** Seller's words; buyers never see a purchase. */
export const supplierOrderStates: Record<SupplierOrderState, string> = {
  planned: '待采购',
  creating: '正在下单',
  in_doubt: '下单结果待确认',
  created: '已下单，待付货款',
  paying: '正在付货款',
  paid_up: '已付货款，待发货',
  part_shipped: '部分发货',
  shipped: '已发货',
  received: '已收货',
  done: '已完成',
  held: '已暂停，等店主处理',
  cancelling: '正在取消',
  rejected: '供货商未接单',
  cancelled: '已取消',
}

/** What two books do not agree on. */
export const differenceKinds: Record<DifferenceKind, string> = {
  missing_here: '对方有，这里没有',
  missing_there: '这里有，对方没有',
  amount: '金额不同',
  state: '状态不同',
  refused: '对方拒绝',
}

export const deadlineKinds: Record<DeadlineKind, string> = {
  pay: '付款',
  place: '采购',
  ship: '发货',
  collect: '快递揽收',
  scan: '物流更新',
  owner_decision: '店主处理',
  after_sale_review: '售后审核',
  return_ship: '寄回商品',
  inspect: '验收退货',
  receive: '确认收货',
  settle: '订单完成',
}

export const deadlineStates: Record<DeadlineState, string> = {
  running: '进行中',
  met: '按时完成',
  breached: '已超时',
  cancelled: '已取消',
  excused: '已处理',
}

export const channels: Record<Channel, string> = {
  wechat: '微信',
  douyin: '抖音',
  kuaishou: '快手',
  xiaohongshu: '小红书',
  web: '网页',
}
