import { openAfterSaleStates } from '@xiaopu/domain'

/** States in which nothing more is done for an order. */
export const endedStates = ['completed', 'closed'] as const

/** SQL: whether a claim is open that somebody still needs the address for. @param order - alias of the orders row */
export const hasOpenClaim = (order: string): string => `
  exists (select from after_sales as claim
    where claim.shop_id = ${order}.shop_id and claim.order_id = ${order}.order_id
      and claim.state in (${openAfterSaleStates.map((state) => `'${state}'`).join(', ')}))`

/** SQL: when an order came to the state that it is in. @param order - alias of the orders row */
export const endedAt = (order: string): string => `
  (select max(step.at) from transitions as step
    where step.shop_id = ${order}.shop_id and step.order_id = ${order}.order_id
      and step.aggregate = 'order' and step.to_state = ${order}.state)`
