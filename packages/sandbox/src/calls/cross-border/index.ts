import type { Api } from '../../door/api.ts'
import { crossDetail } from './detail.ts'
import { freightEstimate } from './freight.ts'
import { crossLists } from './lists.ts'
import { crossPools } from './pools.ts'
import { crossSearch } from './search.ts'
import { soldOrders } from './sold-orders.ts'
import { imageUpload } from './upload.ts'

/** Calls of the cross-border solution (reference §3.10): E3, each with one JSON object. */
export const crossBorder: readonly Api[] = [
  ...crossSearch,
  ...imageUpload,
  ...crossDetail,
  ...crossLists,
  ...crossPools,
  ...freightEstimate,
  ...soldOrders,
]
