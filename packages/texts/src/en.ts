import { billFindings } from './en/bills.ts'
import { cli } from './en/cli.ts'
import { failures } from './en/failures.ts'
import { hosted } from './en/hosted.ts'
import { labels } from './en/labels.ts'
import { mini } from './en/mini.ts'
import { orderTable } from './en/order-table.ts'
import { pay } from './en/pay.ts'
import { poster } from './en/poster.ts'
import { pricing } from './en/pricing.ts'
import { refusalReasons, refusedDeeds } from './en/refusals.ts'
import { shareRules } from './en/share-rules.ts'
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
} from './en/states.ts'
import { widgets } from './en/widgets.ts'
import { yourData } from './en/your-data.ts'
import type { Texts } from './texts.ts'

/** Every text in English; complete by its type. */
export const en: Texts = {
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
