/**
 * What a `flow` means for price and freight (reference §4.5). `paired`, `repurchase` and `proxy` need
 * contracts that no offer of this world has.
 */
export interface Flow {
  readonly name: string
  readonly price: 'wholesale' | 'consign'
  /** Checks `dropship` and takes the dropship minimum instead of the wholesale one. */
  readonly dropship: boolean
  /** The buyer must be a distributor of the supplier. */
  readonly needsRelation: boolean
  /** Only offers of the selected pool take part. */
  readonly needsSelected: boolean
  readonly postageIncluded: boolean
  readonly minimum: number
  readonly maximum: number
}

const general: Flow = {
  name: 'general',
  price: 'wholesale',
  dropship: false,
  needsRelation: false,
  needsSelected: false,
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
]

export const flowOf = (name: string): Flow | undefined => flows.find((flow) => flow.name === name)
