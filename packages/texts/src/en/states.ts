import type * as source from '../zh-cn/states.ts'

export const orderStates: typeof source.orderStates = {
  pending_payment: 'Waiting for payment',
  paid: 'Paid',
  placing: 'Being prepared',
  placed: 'Waiting to ship',
  partly_shipped: 'Partly shipped',
  shipped: 'Shipped',
  received: 'Received',
  completed: 'Completed',
  closed: 'Closed',
}

export const orderHints: typeof source.orderHints = {
  pending_payment: 'We prepare your order once it is paid',
  paid: 'Payment received. We start preparing now',
  placing: 'Your goods are being prepared',
  placed: 'Your goods are ready and wait for the carrier',
  partly_shipped: 'Some parcels are on their way, the rest is being prepared',
  shipped: 'Sent. Please confirm once it arrived',
  received: 'Thank you. Contact the shop if anything is wrong',
  completed: 'This order is complete',
  closed: 'This order is closed. If you just paid, the money goes back to you',
}

export const shipmentStates: typeof source.shipmentStates = {
  announced: 'Waiting for the carrier',
  collected: 'Collected',
  in_transit: 'In transit',
  out_for_delivery: 'Out for delivery',
  signed: 'Delivered',
  exception: 'Delivery problem',
}

export const paymentStates: typeof source.paymentStates = {
  created: 'Preparing payment',
  prepared: 'Waiting for payment',
  in_doubt: 'Checking the payment',
  succeeded: 'Paid',
  duplicate: 'Paid twice, will be returned',
  closed: 'Closed',
  late_success: 'Paid after closing, will be returned',
  failed: 'Payment failed',
}

export const refundStates: typeof source.refundStates = {
  requested: 'Refund requested',
  submitting: 'Sending the refund',
  processing: 'Refund in progress',
  succeeded: 'Refunded',
  abnormal: 'Refund problem, the shop is on it',
}

export const listingStates: typeof source.listingStates = {
  draft: 'Draft',
  published: 'On sale',
  paused: 'Paused',
  archived: 'Archived',
}

export const shopStates: typeof source.shopStates = {
  open: 'Open',
  paused: 'Taking a break',
  closed: 'Closed',
}

export const supplierOrderStates: typeof source.supplierOrderStates = {
  planned: 'To be purchased',
  creating: 'Ordering',
  in_doubt: 'Outcome being checked',
  created: 'Ordered, goods to be paid',
  paying: 'Paying for the goods',
  paid_up: 'Goods paid, waiting to ship',
  part_shipped: 'Partly shipped',
  shipped: 'Shipped',
  received: 'Received',
  done: 'Done',
  held: 'On hold, needs you',
  cancelling: 'Being cancelled',
  rejected: 'Refused by the supplier',
  cancelled: 'Cancelled',
}

export const differenceKinds: typeof source.differenceKinds = {
  missing_here: 'There, not here',
  missing_there: 'Here, not there',
  amount: 'Another amount',
  state: 'Another state',
  refused: 'Refused',
}

export const deadlineKinds: typeof source.deadlineKinds = {
  pay: 'Pay',
  place: 'Purchase',
  ship: 'Ship',
  collect: 'Carrier collects',
  scan: 'Parcel moves',
  owner_decision: 'Your decision',
  after_sale_review: 'Claim reviewed',
  return_ship: 'Goods sent back',
  inspect: 'Return inspected',
  receive: 'Counts as received',
  settle: 'Order complete',
}

export const deadlineStates: typeof source.deadlineStates = {
  running: 'Running',
  met: 'Kept',
  breached: 'Missed',
  cancelled: 'Called off',
  excused: 'Dealt with',
}

export const channels: typeof source.channels = {
  wechat: 'WeChat',
  douyin: 'Douyin',
  kuaishou: 'Kuaishou',
  xiaohongshu: 'Xiaohongshu',
  web: 'Web',
}
