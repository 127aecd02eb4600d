import { GroupDeal, ListingGroups, NewGroupDeal, OrderView, SeatChoice } from '@xiaopu/domain'
import * as v from 'valibot'
import { route } from './route.ts'

export const listGroups = route({
  method: 'GET',
  path: '/v1/listings/:listing/groups',
  caller: 'shop',
  summary:
    'What a listing costs where several buyers order it together, and the groups that wait for more',
  reply: ListingGroups,
})

export const chooseSeat = route({
  method: 'POST',
  path: '/v1/orders/:order/seat',
  caller: 'buyer',
  summary:
    'Where her group had ended when she paid: take another one (the open one that ends first, or a new one), or the money back. Once chosen it stays',
  body: v.strictObject({ choice: SeatChoice }),
  reply: OrderView,
})

export const createGroupDeal = route({
  method: 'POST',
  path: '/v1/seller/group-deals',
  caller: 'seller',
  summary:
    'A price for buyers of a listing who order together; the same terms again are the same deal',
  body: NewGroupDeal,
  reply: GroupDeal,
})

export const listGroupDeals = route({
  method: 'GET',
  path: '/v1/seller/group-deals',
  caller: 'seller',
  summary: 'Group deals, and how many groups of each came about, newest first',
  reply: v.object({ items: v.array(GroupDeal) }),
})

export const stopGroupDeal = route({
  method: 'POST',
  path: '/v1/seller/group-deals/:deal/stop',
  caller: 'seller',
  summary: 'No group begins, and those that wait for buyers end now: their money goes back',
  reply: GroupDeal,
})
