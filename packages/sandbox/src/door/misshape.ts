import type { FaultKind } from '../faults.ts'
import { type Json, type JsonObject, readJson, writeJson } from '../json.ts'

/** Answer shapes that were seen on the real platform and that a caller must survive (reference §1.5, §4.3, §4.10). */
export function misshape(kind: FaultKind, body: string): string {
  const shape = shapes[kind]
  return shape ? writeJson(shape(readJson(body) as JsonObject)) : body
}

const member = (value: Json | undefined, name: string): JsonObject => {
  const inner =
    typeof value === 'object' && value !== null ? (value as JsonObject)[name] : undefined
  return typeof inner === 'object' && inner !== null ? (inner as JsonObject) : {}
}

const shapes: Partial<Record<FaultKind, (body: JsonObject) => Json>> = {
  // The money moved, the answer says it did not.
  'pay-false-negative': (body) => ({
    result: {
      ...member(body, 'result'),
      result: { ...member(member(body, 'result'), 'result'), payChannel: null, paySuccess: false },
    },
  }),
  // A create that made one order but answers as if it had been split.
  'list-result': (body) => {
    const { orderId, totalSuccessAmount, postFee, ...rest } = member(body, 'result')
    const order = { orderId, orderAmmount: totalSuccessAmount, postFee, success: true }
    return { ...body, result: { ...rest, orderList: [order] } }
  },
  'success-false': (body) => ({ ...body, success: false }),
  'empty-trace': () => ({ errorMessage: '该订单没有物流跟踪信息。', success: true }),
}
