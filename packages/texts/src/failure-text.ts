import type { FailureCode, FailureDetail } from '@xiaopu/domain'

/**
 * What happened and what to do next, for whoever meets it.
 *
 * A text uses facts where it has them and reads well without: `was`, `now`, `price`, `floor` (fen),
 * `left`, `minimum`, `max` (pieces or lines), `offerId`, `origin`, `region`, `missing` (address
 * fields joined by commas), `seconds` (until trying again helps).
 */
export type FailureTexts = Readonly<Record<FailureCode, (detail: FailureDetail) => string>>
