import { BusinessError } from '../business-error.ts'
import { api, type Call, type PossibleCode } from '../door/api.ts'
import { nested } from '../door/envelopes.ts'
import { count } from '../world/count.ts'
import type { Chosen } from '../world/world.ts'
import { nestedOk } from './asked.ts'
import { offerOf } from './find-offer.ts'
import { noOffer } from './possible-codes.ts'

const namespace = 'com.alibaba.fenxiao'
const ENTRANCES = ['entrance_1688', 'entrance_pft']
const MOST_CHOSEN = 100

const noKey: PossibleCode = {
  code: '404',
  kind: 'missing',
  when: 'no such key, or somebody else’s',
}

/**
 * Offers that a seller ticked on 1688's own selection page and hands to a tool by a key in the address
 * (reference §3.7). `entrance_1688` leads to orders with `flow=fenxiao`, `entrance_pft` to `ttpft`.
 * Names of members beyond offer and entrance are ours [sbx].
 */
export const chosen = [
  // Made for tests on the platform too; the answer's four members are from a typed client [code].
  api({
    namespace,
    name: 'dkey.get',
    params: [
      { name: 'offerIds', type: 'Long[]', required: true },
      { name: 'entranceCode', type: 'String', max: 32 },
    ],
    codes: [
      noOffer,
      { code: '400', kind: 'rule', when: 'an unknown entrance, or more than 100 offers' },
    ],
    fail: (resultCode, errorMsg) => ({ isSuccess: false, resultCode, errorMsg, data: '' }),
    handle: ({ world, member, params, now }) => {
      const offerIds = (params.list('offerIds') ?? []).map(
        (id) => offerOf(world, String(id)).offerId,
      )
      const entrance = params.text('entranceCode') ?? 'entrance_1688'
      if (!ENTRANCES.includes(entrance)) throw new BusinessError('400', `入口${entrance}不存在`)
      if (offerIds.length > MOST_CHOSEN)
        throw new BusinessError('400', `offerIds不能超过${MOST_CHOSEN}个`)
      const key = `dkey${member.userId}${String(count(world, 'chosen')).padStart(6, '0')}`
      world.chosen.put(key, {
        key,
        memberId: member.memberId,
        offerIds,
        entrance,
        at: now,
        isBill: true,
      })
      return { isSuccess: true, resultCode: '200', errorMsg: '', data: key }
    },
  }),
  api({
    namespace,
    name: 'alibaba.fenxiao.chosen.offerlist.get',
    params: [{ name: 'uniqueKey', type: 'String', required: true, max: 128 }],
    codes: [noKey],
    fail: nested,
    handle: (call) => {
      const row = chosenBy(call)
      return nestedOk(row.offerIds.map((offerId) => ({ offerId, entrance: row.entrance })))
    },
  }),
  api({
    namespace,
    name: 'alibaba.fenxiao.chosen.offerlist.removeall',
    params: [{ name: 'uniqueKey', type: 'String', required: true, max: 128 }],
    codes: [noKey],
    fail: nested,
    handle: (call) => {
      const row = chosenBy(call)
      call.world.chosen.put(row.key, { ...row, offerIds: [] })
      return nestedOk(true)
    },
  }),
  // A bill is what was handed over and not cleared; neither call takes a parameter [code S4].
  api({
    namespace,
    name: 'fenxiao.distributebill.getList',
    params: [],
    fail: nested,
    handle: ({ world, member }) =>
      nestedOk(
        billsOf([...world.chosen.values()], member.memberId).flatMap((row) =>
          row.offerIds.map((offerId) => ({ offerId, entrance: row.entrance, uniqueKey: row.key })),
        ),
      ),
  }),
  api({
    namespace,
    name: 'fenxiao.distributebill.removeall',
    params: [],
    fail: nested,
    handle: ({ world, member }) => {
      for (const row of billsOf([...world.chosen.values()], member.memberId)) {
        world.chosen.put(row.key, { ...row, isBill: false })
      }
      return nestedOk(true)
    },
  }),
]

/** Somebody else's key is as unknown as one that never was. */
function chosenBy({ world, member, params }: Call): Chosen {
  const row = world.chosen.get(params.text('uniqueKey') ?? '')
  if (row?.memberId !== member.memberId) throw new BusinessError('404', 'uniqueKey不存在')
  return row
}

const billsOf = (rows: readonly Chosen[], memberId: string): readonly Chosen[] =>
  rows.filter((row) => row.isBill && row.memberId === memberId)
