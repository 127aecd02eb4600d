import * as v from 'valibot'
import { Id } from './id.ts'
import { Money } from './money.ts'
import { ShareReceiver, shareCapPermille } from './profit-share.ts'
import { Instant } from './time.ts'

const Permille = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(shareCapPermille))

/** Who brought a promoter, and what he earns by what she sells: a second level, which a shop allows apart. */
const Above = v.strictObject({ promoter: Id('promoter'), permille: Permille })

/** A promoter as a seller registers one. */
export const NewPromoter = v.pipe(
  v.strictObject({
    kind: ShareReceiver.entries.kind,
    account: ShareReceiver.entries.account,
    /** A merchant's whole name; sent to the provider encrypted, and not kept. */
    name: v.optional(v.pipe(v.string(), v.trim(), v.minLength(2), v.maxLength(80))),
    /** The link that she spreads: who buys through it was brought by her. */
    share: Id('share'),
    /** Of the goods, in thousandths. */
    permille: Permille,
    above: v.optional(Above),
  }),
  v.check(
    ({ permille, above }) => permille + (above?.permille ?? 0) <= shareCapPermille,
    'more than 30 % of the goods',
  ),
)
export type NewPromoter = v.InferOutput<typeof NewPromoter>

/** `new`: the provider has not confirmed her yet; `off`: she earns nothing any more. */
export const PromoterState = v.picklist(['new', 'on', 'off'])
export type PromoterState = v.InferOutput<typeof PromoterState>

/**
 * `due`: on its way; `refused`: WeChat gives it to nobody until the seller has done something and tries
 * again; `closed`: given to nobody any more.
 */
export const CommissionState = v.picklist(['due', 'paid', 'refused', 'closed'])
export type CommissionState = v.InferOutput<typeof CommissionState>

/** What a promoter earns by one order. */
export const Commission = v.object({
  promoter: Id('promoter'),
  /** 1 brought the buyer, 2 brought who did. */
  level: v.number(),
  amount: Money,
  state: CommissionState,
  /** Why it is refused or closed, in WeChat's own code. */
  reason: v.optional(v.string()),
  /** What came back of it for goods that went back. */
  returned: v.optional(Money),
})
export type Commission = Readonly<v.InferOutput<typeof Commission>>

/** What a promoter has earned, less what came back; and why the newest of what is refused is. */
const Earned = v.object({
  paid: Money,
  due: Money,
  refused: Money,
  reason: v.optional(v.string()),
})

/** Who earns by what others bought through her link. */
export const Promoter = v.object({
  id: Id('promoter'),
  kind: ShareReceiver.entries.kind,
  /** The last four characters of her account; none once it was forgotten. */
  accountEnd: v.optional(v.string()),
  share: Id('share'),
  permille: v.number(),
  above: v.optional(Above),
  state: PromoterState,
  /** Where promoters are listed. */
  commissions: v.optional(Earned),
  createdAt: Instant,
})
export type Promoter = Readonly<v.InferOutput<typeof Promoter>>
