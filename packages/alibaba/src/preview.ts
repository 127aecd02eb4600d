import {
  type Address,
  fen,
  type Money,
  type PlatformLine,
  type PurchasePreview,
  ShopError,
  subtract,
  sum,
  times,
} from '@xiaopu/domain'
import { apis } from './apis.ts'
import { nonsense, refusal } from './faults.ts'
import { addressParam, cargoParam, flow } from './order-params.ts'
import type { Platform1688 } from './platform-1688.ts'
import { PreviewAnswer, type PreviewGroup } from './wire/trade.ts'
import { fromFen, fromYuan } from './yuan.ts'

/** What buying these lines of one supplier would cost at this address. */
export async function preview(
  { api }: Platform1688,
  request: { readonly lines: readonly PlatformLine[]; readonly address: Address },
): Promise<PurchasePreview> {
  const params = {
    flow,
    addressParam: addressParam(request.address),
    cargoParamList: request.lines.map(cargoParam),
  }
  const answer = await api.call(apis.preview, params, PreviewAnswer)
  if (answer.success === false)
    throw firstRefusal(answer.orderPreviewResuslt) ?? refusal(apis.preview, answer)
  const groups = answer.orderPreviewResuslt
  const refused = groups.find((group) => group.status === false)
  if (refused) throw firstRefusal([refused]) ?? refusal(apis.preview, refusalOf(refused))
  if (groups.length === 0) throw nonsense(apis.preview, 'orderPreviewResuslt')
  if (groups.some((group) => group.tradeModeNameList?.length === 0)) {
    // Without a trade mode the order cannot be created by API.
    throw new ShopError('PLATFORM_REFUSED', { api: apis.preview.name, field: 'tradeModeNameList' })
  }
  return checked(request.lines, {
    goods: sum(groups.map(goodsOf)),
    freight: sum(groups.map(freightOf)),
    costs: request.lines.map((line) => costOf(line, groups)),
  })
}

/** A split order is answered in groups; the first line that says why it cannot be bought decides. */
function firstRefusal(groups: readonly PreviewGroup[]): ShopError | undefined {
  const cargo = groups
    .flatMap((group) => group.cargoList)
    .find(({ resultCode }) => resultCode !== undefined && !/^(?:success|200|0)?$/i.test(resultCode))
  return cargo && refusal(apis.preview, refusalOf(cargo))
}

const refusalOf = (said: {
  readonly resultCode?: string | undefined
  readonly message?: string | undefined
}) => ({ code: said.resultCode, message: said.message })

/** Everything that is paid besides the freight: promotions and extra fees are in it. */
function goodsOf(group: PreviewGroup): Money {
  const paid = fromFen(group.sumPayment)
  if (!paid) throw nonsense(apis.preview, 'orderPreviewResuslt.sumPayment')
  return subtract(paid, freightOf(group))
}

function freightOf(group: PreviewGroup): Money {
  const freight = fromFen(group.sumCarriage ?? 0)
  if (!freight) throw nonsense(apis.preview, 'orderPreviewResuslt.sumCarriage')
  return freight
}

function costOf(line: PlatformLine, groups: readonly PreviewGroup[]): Money {
  const cargo = groups
    .flatMap((group) => group.cargoList)
    .find((each) => each.offerId === line.offerId && (each.specId || undefined) === line.specId)
  const cost = fromYuan(cargo?.finalUnitPrice)
  if (!cost) throw nonsense(apis.preview, 'orderPreviewResuslt.cargoList.finalUnitPrice')
  return cost
}

/**
 * Groups count in fen, cargo in yuan. Should one of them change its unit, everything would be bought
 * at a hundredth or a hundred times its price: sums that are ten times apart make no sense.
 */
function checked(lines: readonly PlatformLine[], result: PurchasePreview): PurchasePreview {
  const byLine = sum(
    lines.map((line, index) => times(result.costs[index] ?? fen(0), line.quantity)),
  ).amount
  const { amount } = result.goods
  const isAbsurd =
    amount < 0 ||
    result.freight.amount < 0 ||
    byLine <= 0 ||
    amount > byLine * 10 ||
    amount * 10 < byLine
  if (isAbsurd) throw nonsense(apis.preview, 'orderPreviewResuslt.sumPayment')
  return result
}
