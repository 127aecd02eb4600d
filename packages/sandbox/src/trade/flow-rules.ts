import { BusinessError } from '../business-error.ts'
import type { SandboxOffer } from '../catalogue/offer.ts'
import { chance } from '../chance.ts'
import type { World } from '../world/world.ts'
import type { Flow } from './flow.ts'
import type { Destination } from './price-cargo.ts'

// One offer in ten is in the daily deals [sbx].
const DEAL_SHARE = 0.1

export const isDeal = (world: World, offer: SandboxOffer): boolean =>
  chance(world.seed, `deal ${offer.offerId}`) < DEAL_SHARE

/** Whether this buyer may have this offer sent there by this flow; documented codes, and ours where there is none. */
export function checkFlow(
  world: World,
  {
    flow,
    offer,
    to,
  }: { readonly flow: Flow; readonly offer: SandboxOffer; readonly to: Destination },
): void {
  const refuse = (code: string, why: string): never => {
    throw new BusinessError(code, `${offer.offerId} ${why}`)
  }
  const seller = offer.supplier.memberId
  if (flow.dropship && !offer.dropship) refuse('500_007', '商品不支持代发')
  if (flow.needsSelected && !offer.services.selected) refuse('500_001', '不是精选货源商品')
  if (flow.needsDeal && !isDeal(world, offer)) refuse('500_001', '商品未参加天天特卖')
  if (flow.needsRelation && !isDistributor(world, to.memberId, seller)) {
    refuse('500_007', '没有分销关系,不能代销')
  }
  if (flow.needsContract && !hasBought(world, to.memberId, seller)) {
    refuse('500_007', '没有复购合同')
  }
  if (flow.needsRecord && !to.settleRecord) refuse('500_007', '缺少代付记录proxySettleRecordId')
  if (offer.freight.notServed.includes(to.province)) {
    // No documented code: the platform only shows `saleLimitAddress` on the detail.
    refuse('AREA_NOT_SUPPORTED', '收货地区不在商品销售区域内')
  }
}

const isDistributor = (world: World, memberId: string, supplierMemberId: string): boolean =>
  world.relations.get(`supplier/${memberId}/${supplierMemberId}`) !== undefined

function hasBought(world: World, memberId: string, supplierMemberId: string): boolean {
  for (const order of world.orders.values()) {
    if (order.memberId !== memberId || order.status !== 'success') continue
    if (order.supplier.memberId === supplierMemberId) return true
  }
  return false
}
