import { chance } from '../chance.ts'
import { announceTrace } from '../push/topics.ts'
import type { Carrier, Order, Parcel, TraceStatus } from '../world/order.ts'
import { plan } from '../world/plan.ts'
import type { World } from '../world/world.ts'
import { changeOrder } from './change-order.ts'

/** Hours after shipping at which a parcel usually is where; every parcel strays a little from it. */
const usual: readonly { readonly status: TraceStatus; readonly hours: number }[] = [
  { status: 'ACCEPT', hours: 3 },
  { status: 'TRANSPORT', hours: 9 },
  { status: 'DELIVERING', hours: 42 },
  { status: 'SIGN', hours: 47 },
]

/** Plans the way of a parcel from the supplier's town to the door, as far as nobody orders otherwise. */
export function planTrail(world: World, order: Order, parcel: Parcel): void {
  const pace = 0.7 + 0.6 * chance(world.seed, `pace ${parcel.logisticsId}`)
  for (const { status, hours } of usual) {
    plan(world, {
      at: parcel.sentAt + Math.round(hours * pace * 3_600_000),
      kind: 'trace',
      about: order.id,
      detail: `${parcel.logisticsId} ${status}`,
    })
  }
}

const rank: readonly TraceStatus[] = ['CONSIGN', 'ACCEPT', 'TRANSPORT', 'DELIVERING', 'FAILED']

/** Signed for: nothing follows. */
export const isSigned = (parcel: Parcel): boolean =>
  parcel.nodes.some((node) => node.status === 'SIGN' || node.status === 'AGENT_SIGN')

/**
 * Adds a node to a parcel's trail and tells the buyer the first time this kind of node appears (that is
 * how the topic is documented). A planned node that comes after a later one was ordered by hand is left out.
 */
export function addTrace(
  world: World,
  order: Order,
  logisticsId: string,
  node: { readonly status: TraceStatus; readonly remark?: string; readonly planned?: boolean },
): Order {
  const parcel = order.parcels.find((each) => each.logisticsId === logisticsId)
  if (!parcel || isSigned(parcel)) return order
  const last = parcel.nodes.at(-1)?.status ?? 'CONSIGN'
  const step = rank.indexOf(node.status)
  if (node.planned && step >= 0 && step <= rank.indexOf(last)) return order
  const { supplier, receiver } = order
  const remark =
    node.remark ?? remarkOf(node.status, { supplier, receiver, company: parcel.company })
  const at = world.now()
  const grown: Parcel = { ...parcel, nodes: [...parcel.nodes, { at, status: node.status, remark }] }
  const parcels = order.parcels.map((each) => (each === parcel ? grown : each))
  const isHome = parcels.every(isSigned) && order.status === 'waitbuyerreceive'
  const changed = changeOrder(world, order, { parcels, ...(isHome && { signedAt: at }) })
  if (parcel.nodes.every((each) => each.status !== node.status)) {
    announceTrace(world, changed, grown, node.status)
  }
  return changed
}

/** What a carrier writes for a node. */
export function remarkOf(
  status: TraceStatus,
  way: Pick<Order, 'supplier' | 'receiver'> & { readonly company: Carrier },
): string {
  const { supplier, receiver, company } = way
  const from = `${supplier.province}${supplier.city}`
  const to = `${receiver.province}${receiver.city}`
  const remarks: Readonly<Record<TraceStatus, string>> = {
    CONSIGN: '商家已发货,等待快递揽收',
    ACCEPT: `【${from}】${company.name}已揽收`,
    TRANSPORT: `【${from}】快件已发往${to}转运中心`,
    DELIVERING: `【${to}】快递员正在派件,请保持电话畅通`,
    AGENT_SIGN: `【${to}】快件已由驿站代收`,
    SIGN: `【${to}】快件已签收,感谢使用${company.name}`,
    FAILED: `【${to}】派件失败,将再次派送`,
  }
  return remarks[status]
}
