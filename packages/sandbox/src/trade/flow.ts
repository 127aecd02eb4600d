/**
 * What a `flow` means for price and freight (reference §4.5). The percentages of the last three are ours [sbx]:
 * the platform only says that these flows have prices of their own.
 */
export interface Flow {
  readonly name: string
  readonly price: 'wholesale' | 'consign'
  /** Of that price. */
  readonly percent: number
  /** Checks `dropship` and takes the dropship minimum instead of the wholesale one. */
  readonly dropship: boolean
  /** The buyer must be a distributor of the supplier. */
  readonly needsRelation: boolean
  /** Only offers of the selected pool take part. */
  readonly needsSelected: boolean
  /** The offer must be in the daily deals. */
  readonly needsDeal: boolean
  /** The buyer must have completed an order with the supplier: that is the contract [sbx]. */
  readonly needsContract: boolean
  /** `proxySettleRecordId` must be given. */
  readonly needsRecord: boolean
  readonly postageIncluded: boolean
  readonly minimum: number
  readonly maximum: number
}

const general: Flow = {
  name: 'general',
  price: 'wholesale',
  percent: 100,
  dropship: false,
  needsRelation: false,
  needsSelected: false,
  needsDeal: false,
  needsContract: false,
  needsRecord: false,
  postageIncluded: false,
  minimum: 1,
  maximum: Number.MAX_SAFE_INTEGER,
}
const fenxiao: Flow = { ...general, name: 'fenxiao', price: 'consign', dropship: true }

const flows: readonly Flow[] = [
  general,
  fenxiao,
  { ...fenxiao, name: 'saleproxy', needsRelation: true },
  { ...fenxiao, name: 'ttpft', needsSelected: true },
  { ...fenxiao, name: 'boutiquefenxiao', needsSelected: true, postageIncluded: true, maximum: 1 },
  { ...general, name: 'boutiquepifa', needsSelected: true, minimum: 2 },
  { ...general, name: 'paired', percent: 90, needsDeal: true },
  { ...general, name: 'repurchase', percent: 97, needsContract: true },
  { ...fenxiao, name: 'proxy', needsRecord: true },
]

export const flowOf = (name: string): Flow | undefined => flows.find((flow) => flow.name === name)
