import { fen, type Money, type PlatformLine, ShopError, subtract, sum } from '@xiaopu/domain'
import { Absurd } from './absurd.ts'
import type { Api } from './apis.ts'
import { refusal } from './faults.ts'
import type { PreviewAnswer, PreviewGroup } from './wire/trade.ts'
import { fromFen, fromYuan } from './yuan.ts'

/** One of the orders that would come of it; most purchases are one. */
export interface PreviewedOrder {
  /** The flow that it would be made under, where none was asked for the best one. */
  readonly flow?: string
  /** Everything that is paid besides the freight: promotions and extra fees are in it. */
  readonly goods: Money
  readonly freight: Money
  readonly discount: Money
  /** Ways to trade that a create may name; never empty. */
  readonly tradeTypes: readonly string[]
  readonly promotions: readonly {
    readonly promotionId: string
    readonly selected: boolean
    readonly freePostage: boolean
    readonly discount: Money
  }[]
}

export interface Previewed {
  readonly goods: Money
  readonly freight: Money
  /** Cost of one piece, per line in the order asked. */
  readonly costs: readonly Money[]
  readonly orders: readonly PreviewedOrder[]
}

/** What a preview says. @throws ShopError of the first line's class that cannot be bought; Absurd */
export function readPreview(
  api: Api,
  answer: PreviewAnswer,
  lines: readonly PlatformLine[],
): Previewed {
  const groups = answer.orderPreviewResuslt
  if (answer.success === false) throw firstRefusal(api, groups) ?? refusal(api, answer)
  const refused = groups.find((group) => group.status === false)
  if (refused) throw firstRefusal(api, [refused]) ?? refusal(api, refusalOf(refused))
  if (groups.length === 0) throw new Absurd('orderPreviewResuslt')
  if (groups.some((group) => group.tradeModeNameList?.length === 0)) {
    // Without a trade mode the order cannot be created by API.
    throw new ShopError('PLATFORM_REFUSED', {
      api: api.name,
      class: 'rule',
      field: 'tradeModeNameList',
    })
  }
  const orders = groups.map(toOrder)
  return checked(lines, {
    goods: sum(orders.map((order) => order.goods)),
    freight: sum(orders.map((order) => order.freight)),
    costs: lines.map((line) => costOf(line, groups)),
    orders,
  })
}

/** A split order is answered in groups; the first line that says why it cannot be bought decides. */
function firstRefusal(api: Api, groups: readonly PreviewGroup[]): ShopError | undefined {
  const cargo = groups
    .flatMap((group) => group.cargoList)
    .find(({ resultCode }) => resultCode !== undefined && !/^(?:success|200|0)?$/i.test(resultCode))
  return cargo && refusal(api, refusalOf(cargo))
}

const refusalOf = (said: {
  readonly resultCode?: string | undefined
  readonly message?: string | undefined
}) => ({ code: said.resultCode, message: said.message })

function toOrder(group: PreviewGroup): PreviewedOrder {
  const paid = fromFen(group.sumPayment)
  const freight = fromFen(group.sumCarriage ?? 0)
  if (!paid) throw new Absurd('orderPreviewResuslt.sumPayment')
  if (!freight) throw new Absurd('orderPreviewResuslt.sumCarriage')
  return {
    ...(group.flowFlag && { flow: group.flowFlag }),
    goods: subtract(paid, freight),
    freight,
    discount: fromFen(group.discountFee) ?? fen(0),
    tradeTypes: group.tradeModeNameList ?? [],
    promotions: (group.shopPromotionList ?? []).flatMap((promotion) =>
      promotion.promotionId
        ? [
            {
              promotionId: promotion.promotionId,
              selected: promotion.selected ?? false,
              freePostage: promotion.freePostage ?? false,
              discount: fromFen(promotion.discountFee) ?? fen(0),
            },
          ]
        : [],
    ),
  }
}

function costOf(line: PlatformLine, groups: readonly PreviewGroup[]): Money {
  const cargo = groups
    .flatMap((group) => group.cargoList)
    .find((each) => each.offerId === line.offerId && (each.specId || undefined) === line.specId)
  const cost = fromYuan(cargo?.finalUnitPrice)
  if (!cost) throw new Absurd('orderPreviewResuslt.cargoList.finalUnitPrice')
  return cost
}

/** Fen. A freight ten times the goods and this is in another unit. */
const absurdFreight = 100_000

/**
 * Groups count in fen, cargo in yuan. Should one of them change its unit, everything would be bought
 * at a hundredth or a hundred times its price: sums that are ten times apart make no sense.
 */
function checked(lines: readonly PlatformLine[], result: Previewed): Previewed {
  // Compared only, never booked: with any quantity this stays a number.
  const byLine = lines.reduce(
    (total, { quantity }, index) => total + (result.costs[index]?.amount ?? 0) * quantity,
    0,
  )
  const { amount } = result.goods
  const isAbsurd =
    amount < 0 ||
    result.freight.amount < 0 ||
    byLine <= 0 ||
    amount > byLine * 10 ||
    amount * 10 < byLine
  if (isAbsurd) throw new Absurd('orderPreviewResuslt.sumPayment')
  if (result.freight.amount > absurdFreight + result.goods.amount * 10) {
    throw new Absurd('orderPreviewResuslt.sumCarriage')
  }
  return result
}
