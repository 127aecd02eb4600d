/** What somebody outside did about paying and buying: the buyer, the supplier, 1688, and who else is in her group. */
type BuyingDeed =
  | 'start-paying'
  | 'pay'
  | 'close'
  | 'receive'
  | 'ship'
  | 'cancel'
  | 'lose-answer'
  | 'run-out'
  | 'raise-price'
  | 'fill-group'
  | 'end-group'

/** What somebody outside did about money going back: the buyer, the seller, the provider, 1688. */
export type MoneyDeed =
  | 'claim'
  | 'withdraw-claim'
  | 'dispute-refusal'
  | 'ship-back'
  | 'approve-claim'
  | 'name-return'
  | 'refuse-claim'
  | 'accept-goods'
  | 'refuse-goods'
  | 'receive-exchange'
  | 'refund-exchange'
  | 'refund'
  | 'refund-purchase'
  | 'record-refund'
  | 'pay-back'
  | 'agree-return'
  | 'agree-refund'
  | 'reject-refund'

interface When {
  /** ms since 1970, as it happened. */
  readonly at: number
}

export interface BuyingStep extends When {
  readonly deed: BuyingDeed
  /** Of the recorded order; absent where it is about the order. */
  readonly purchase?: string
}

export interface MoneyStep extends When {
  readonly deed: MoneyDeed
  /** The recorded claim, refund or claim against a supplier. */
  readonly about: string
  /** The change that it made, and how often that had then happened to the same thing. */
  readonly change?: { readonly what: string; readonly count: number }
}

/** The rest follows by itself. */
export type Step = BuyingStep | MoneyStep
