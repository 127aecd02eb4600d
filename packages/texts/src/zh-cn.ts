import { billFindings } from './zh-cn/bills.ts'
import { cli } from './zh-cn/cli.ts'
import { failures } from './zh-cn/failures.ts'
import { hosted } from './zh-cn/hosted.ts'
import { labels } from './zh-cn/labels.ts'
import { mini } from './zh-cn/mini.ts'
import { orderTable } from './zh-cn/order-table.ts'
import { pay } from './zh-cn/pay.ts'
import { poster } from './zh-cn/poster.ts'
import { pricing } from './zh-cn/pricing.ts'
import { refusalReasons, refusedDeeds } from './zh-cn/refusals.ts'
import { shareRules } from './zh-cn/share-rules.ts'
import {
  channels,
  deadlineKinds,
  deadlineStates,
  differenceKinds,
  listingStates,
  orderHints,
  orderStates,
  paymentStates,
  refundStates,
  shipmentStates,
  shopStates,
  supplierOrderStates,
} from './zh-cn/states.ts'
import { widgets } from './zh-cn/widgets.ts'
import { yourData } from './zh-cn/your-data.ts'

/** Every text in the language they are written in first. A page imports the sections it shows. */
export const zhCn = {
  failures,
  labels,
  widgets,
  orderStates,
  orderHints,
  shipmentStates,
  paymentStates,
  refundStates,
  listingStates,
  shopStates,
  supplierOrderStates,
  differenceKinds,
  refusedDeeds,
  refusalReasons,
  billFindings,
  deadlineKinds,
  deadlineStates,
  channels,
  shareRules,
  orderTable,
  pricing,
  cli,
  poster,
  hosted,
  mini,
  pay,
  yourData,
}
