import { BusinessError } from '../business-error.ts'
import type { SandboxOffer, SandboxSku } from '../catalogue/offer.ts'
import type { World } from '../world/world.ts'
import type { CargoLine } from './cargo.ts'
import { type Flow, flowOf } from './flow.ts'
import { checkFlow } from './flow-rules.ts'
import { freightFen } from './freight.ts'

export interface PricedLine {
  readonly line: CargoLine
  readonly offer: SandboxOffer
  readonly sku: SandboxSku | undefined
  readonly unitFen: number
  readonly amountFen: number
}

/** What one supplier's order costs. `totalFen` = `goodsFen` + `postFen`. */
export interface Priced {
  readonly flow: Flow
  readonly lines: readonly PricedLine[]
  readonly goodsFen: number
  readonly postFen: number
  readonly totalFen: number
}

export interface Destination {
  readonly memberId: string
  /** Two-digit province code. */
  readonly province: string
  /** Needed by `flow=proxy`. */
  readonly settleRecord?: string | undefined
}

/**
 * The one place where the sandbox computes what goods cost: preview and create both ask here, so what
 * was previewed is what is charged. Integer fen throughout. Throws the documented 500_00x codes.
 */
export function priceCargo(
  world: World,
  cargo: readonly CargoLine[],
  flowName: string,
  to: Destination,
): Priced {
  if (flowName === '') return cheapest(world, cargo, to)
  const flow = flowOf(flowName)
  if (!flow) throw new BusinessError('500_001', `商品不支持该下单流程:${flowName}`)
  const goods = cargo.map((line) => pick(world, line))
  const [first] = goods
  if (goods.some((each) => each.offer.supplier.memberId !== first?.offer.supplier.memberId)) {
    throw new BusinessError('500_002', '不同卖家的商品不能在同一订单中')
  }
  for (const { offer } of goods) checkFlow(world, { flow, offer, to })
  checkQuantities(flow, goods)

  const lines = goods.map(({ line, offer, sku }) => {
    const unitFen = unitPrice(flow, offer, sku, quantityOf(goods, offer))
    if (unitFen <= 0) throw new BusinessError('500_008', `${name(line)} 商品价格为0`)
    return { line, offer, sku, unitFen, amountFen: unitFen * line.quantity }
  })
  const goodsFen = lines.reduce((sum, line) => sum + line.amountFen, 0)
  const loads = lines
    .filter(({ offer }) => !(flow.dropship && offer.freight.dropshipFree))
    .map(({ offer, line }) => ({ freight: offer.freight, quantity: line.quantity }))
  const postFen = flow.postageIncluded ? 0 : freightFen(loads, to.province)
  return { flow, lines, goodsFen, postFen, totalFen: goodsFen + postFen }
}

interface Picked {
  readonly line: CargoLine
  readonly offer: SandboxOffer
  readonly sku: SandboxSku | undefined
}

const name = (line: CargoLine): string => `${line.offerId}_${line.specId ?? ''}`

function pick(world: World, line: CargoLine): Picked {
  const offer = world.offers.get(line.offerId)
  if (offer?.status !== 'published') {
    throw new BusinessError('500_001', `${line.offerId} 商品不支持在线交易`)
  }
  if (offer.skus.length === 0) {
    if (line.specId) throw new BusinessError('500_003', `${name(line)} specId不属于该商品`)
    return { line, offer, sku: undefined }
  }
  if (!line.specId) throw new BusinessError('500_002', `${line.offerId} specId不能为空`)
  const sku = offer.skus.find((each) => each.specId === line.specId)
  if (!sku) throw new BusinessError('500_003', `${name(line)} specId不属于该商品`)
  return { line, offer, sku }
}

const quantityOf = (goods: readonly Picked[], offer: SandboxOffer): number =>
  goods
    .filter((each) => each.offer.offerId === offer.offerId)
    .reduce((sum, each) => sum + each.line.quantity, 0)

function checkQuantities(flow: Flow, goods: readonly Picked[]): void {
  for (const { line, offer, sku } of goods) {
    const quantity = quantityOf(goods, offer)
    const least = flow.dropship ? offer.dropshipMinimum : offer.minOrderQuantity
    if (quantity < least && offer.supplier.mix && flow.name === 'general') {
      checkMix(flow, goods, offer.supplier.mix)
    } else if (quantity < Math.max(least, flow.minimum)) {
      const code = flow.name === 'boutiquepifa' ? '500_009' : '500_005'
      throw new BusinessError(code, `${name(line)} 购买数量小于最小起订量${least}`)
    }
    if (!flow.dropship && quantity % offer.batchNumber !== 0) {
      throw new BusinessError('500_005', `${name(line)} 购买数量须为${offer.batchNumber}的倍数`)
    }
    if (quantity > flow.maximum) {
      throw new BusinessError('500_005', `${name(line)} 超过${flow.name}的购买数量`)
    }
    const wanted = goods
      .filter((each) => name(each.line) === name(line))
      .reduce((sum, each) => sum + each.line.quantity, 0)
    if (wanted > (sku ? sku.stock : offer.stockWithoutSku)) {
      throw new BusinessError('500_004', `${name(line)} 库存不足`)
    }
  }
}

/** Mixed batch: pieces or money of the whole order reach the supplier's rule, whatever each offer's minimum is. */
function checkMix(
  flow: Flow,
  goods: readonly Picked[],
  mix: { readonly fen: number; readonly pieces: number },
): void {
  const pieces = goods.reduce((sum, { line }) => sum + line.quantity, 0)
  const fen = goods.reduce((sum, { line, offer, sku }) => {
    return sum + line.quantity * unitPrice(flow, offer, sku, quantityOf(goods, offer))
  }, 0)
  if (pieces >= mix.pieces || fen >= mix.fen) return
  throw new BusinessError('500_006', `未满足混批条件:满${mix.pieces}件或满${mix.fen / 100}元`)
}

function unitPrice(
  flow: Flow,
  offer: SandboxOffer,
  sku: SandboxSku | undefined,
  quantity: number,
): number {
  const full = fullPrice(flow, offer, sku, quantity)
  return flow.percent === 100 ? full : Math.round((full * flow.percent) / 100)
}

function fullPrice(
  flow: Flow,
  offer: SandboxOffer,
  sku: SandboxSku | undefined,
  quantity: number,
): number {
  if (flow.price === 'consign') return sku ? sku.consignFen : offer.consignFen
  if (offer.quoteType === 1 && sku) return sku.fen
  const tier = offer.tiers.findLast((each) => each.startQuantity <= quantity) ?? offer.tiers[0]
  return tier?.fen ?? sku?.fen ?? offer.consignFen
}

/** An empty flow lets the platform compare: the cheapest one that takes these goods. */
function cheapest(world: World, cargo: readonly CargoLine[], to: Destination): Priced {
  let best: Priced | undefined
  let refusal: unknown
  for (const flowName of ['fenxiao', 'general']) {
    try {
      const priced = priceCargo(world, cargo, flowName, to)
      if (!best || priced.totalFen < best.totalFen) best = priced
    } catch (error) {
      if (!(error instanceof BusinessError)) throw error
      refusal ??= error
    }
  }
  if (!best) throw refusal
  return best
}
