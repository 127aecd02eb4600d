import type { Api } from '../door/api.ts'
import { account } from './account.ts'
import { addresses } from './addresses.ts'
import { carrierLists } from './carriers.ts'
import { category } from './category.ts'
import { chosen } from './chosen.ts'
import { create } from './create.ts'
import { crossBorder } from './cross-border/index.ts'
import { freightTemplates } from './freight-templates.ts'
import { groupBuy } from './group-buy.ts'
import { imageSearch } from './image-search.ts'
import { listingChecks } from './listing-checks.ts'
import { logistics } from './logistics.ts'
import { messages } from './messages.ts'
import { oauth } from './oauth.ts'
import { orderChanges } from './order-changes.ts'
import { orderNotes } from './order-notes.ts'
import { orders } from './orders.ts'
import { payLinks } from './pay-links.ts'
import { payments } from './payments.ts'
import { preview } from './preview.ts'
import { productDetails } from './product-details.ts'
import { productInfo } from './product-info.ts'
import { receiveAddresses } from './receive-addresses.ts'
import { refundActs } from './refund-acts.ts'
import { refundApplications } from './refund-apply.ts'
import { refundReads } from './refund-reads.ts'
import { relations } from './relations.ts'
import { search } from './search.ts'
import { selectedPool } from './selected-pool.ts'
import { similar } from './similar.ts'
import { suppliers } from './suppliers.ts'
import { system } from './system.ts'

/** Every API this sandbox speaks, one row each. */
export const apis: readonly Api[] = [
  ...system,
  ...oauth,
  ...account,
  ...category,
  ...search,
  ...selectedPool,
  ...groupBuy,
  ...imageSearch,
  ...similar,
  ...crossBorder,
  ...chosen,
  ...listingChecks,
  ...productInfo,
  ...productDetails,
  ...suppliers,
  ...freightTemplates,
  ...relations,
  ...addresses,
  ...receiveAddresses,
  ...preview,
  ...create,
  ...orders,
  ...orderChanges,
  ...orderNotes,
  ...payLinks,
  ...payments,
  ...refundApplications,
  ...refundActs,
  ...refundReads,
  ...logistics,
  ...carrierLists,
  ...messages,
]
