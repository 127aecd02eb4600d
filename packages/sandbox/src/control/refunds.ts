import type { Fields } from '../fields.ts'
import { agreeRefund, rejectRefund } from '../trade/answer-refund.ts'
import type { Refund } from '../world/refund.ts'
import type { World } from '../world/world.ts'
import { ControlError } from './control-error.ts'

export function findRefund(world: World, id: string): Refund {
  const refund = world.refunds.get(id)
  if (!refund) throw new ControlError(404, `退款单${id}不存在`)
  return refund
}

/** The supplier says yes: to the money, to the return, or that the goods came back. */
export function agree(world: World, id: string): Refund {
  const refund = findRefund(world, id)
  return agreeRefund(world, refund) ?? refuse(refund)
}

/** `{reason?}` */
export function reject(world: World, id: string, asked: Fields): Refund {
  const refund = findRefund(world, id)
  return rejectRefund(world, refund, asked.text('reason') ?? '与协商不一致') ?? refuse(refund)
}

function refuse({ status }: Refund): never {
  throw new ControlError(409, `退款单状态${status}不能处理`)
}
