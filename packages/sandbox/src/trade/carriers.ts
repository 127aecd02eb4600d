import type { Carrier } from '../world/order.ts'

export const carriers: readonly Carrier[] = [
  { id: 2, no: 'STO', name: '申通快递' },
  { id: 3, no: 'YTO', name: '圆通速递' },
  { id: 500, no: 'ZTO', name: '中通快递' },
  { id: 505, no: 'SF', name: '顺丰速运' },
  { id: 102, no: 'YUNDA', name: '韵达快递' },
  { id: 1216, no: 'JTSD', name: '极兔速递' },
  { id: 2543, no: 'EMS', name: '邮政快递包裹' },
]

/** By number or by name; an unknown name is a carrier of its own. */
export function carrierOf(named: string): Carrier {
  const known = carriers.find((each) => each.no === named.toUpperCase() || each.name === named)
  return known ?? { id: 1, no: 'OTHER', name: named }
}
