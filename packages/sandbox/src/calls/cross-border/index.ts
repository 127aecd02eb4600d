import type { Api } from '../../door/api.ts'
import { crossDetail } from './detail.ts'
import { freightEstimate } from './freight.ts'
import { crossLists } from './lists.ts'
import { crossSearch } from './search.ts'
import { imageUpload } from './upload.ts'

/** Reading calls of the cross-border solution (reference §3.10): E3, each with one JSON object. */
export const crossBorder: readonly Api[] = [
  ...crossSearch,
  ...imageUpload,
  ...crossDetail,
  ...crossLists,
  ...freightEstimate,
]
