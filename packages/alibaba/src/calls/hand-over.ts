import * as v from 'valibot'
import { Absurd } from '../absurd.ts'
import { defineCall } from '../call.ts'
import { longsOf, textOf } from '../demand.ts'
import { memberIn, offerIdsIn, rowsIn } from '../loose.ts'
import { Done, flat } from '../wire/envelope.ts'
import { LooseAnswer } from '../wire/group-buy.ts'

const fenxiao = 'com.alibaba.fenxiao'

/** Where the offers were chosen decides how they must be ordered `[code]`. */
const flows = { entrance_1688: 'fenxiao', entrance_pft: 'ttpft' } as const
export type Entrance = keyof typeof flows

/** Source: `dkey.get` `[code]`: `isSuccess`, `resultCode`, `errorMsg`, `data`. */
export const chooseOffers = defineCall({
  namespace: fenxiao,
  name: 'dkey.get',
  kind: 'tell',
  about: 'A key under which chosen offers are handed to a listing tool.',
  envelope: 'flat',
  certainty: ['code'],
  codes: { '404': 'absent' },
  params: ({
    offerIds,
    entrance,
  }: {
    readonly offerIds: readonly string[]
    readonly entrance?: Entrance
  }) => ({
    offerIds: longsOf('offerIds', offerIds, 20),
    entranceCode: entrance,
  }),
  answer: v.object({ ...flat, data: v.optional(v.unknown()), result: v.optional(v.unknown()) }),
  read: ({ data, result }): string => {
    const key = typeof data === 'string' ? data : (memberIn(data, 'dkey') ?? result)
    if (typeof key !== 'string' || key === '') throw new Absurd('data')
    return key
  },
})

export interface ChosenOffers {
  readonly offerIds: readonly string[]
  readonly entrance?: Entrance
  /** The flow that orders of these offers must name. */
  readonly flow?: (typeof flows)[Entrance]
  readonly raw: unknown
}

const keyParams = ({ key }: { readonly key: string }) => ({ uniqueKey: textOf('key', key, 256) })

/** Source: `alibaba.fenxiao.chosen.offerlist.get` `[code]`; the rows are not documented. */
export const chosenOffers = defineCall({
  namespace: fenxiao,
  name: 'alibaba.fenxiao.chosen.offerlist.get',
  kind: 'read',
  about: 'Offers that a person chose on 1688, by the key that the redirect brought.',
  envelope: 'nested',
  certainty: ['code', 'sbx'],
  codes: { '404': 'absent' },
  params: keyParams,
  answer: LooseAnswer,
  read: (answer): ChosenOffers => {
    const names = ['entrance', 'entranceCode', 'entranceType']
    const said = [answer, ...rowsIn(answer)]
      .flatMap((place) => names.map((name) => memberIn(place, name)))
      .find((each) => each !== undefined)
    const entrance = Object.keys(flows).find((each) => each === said) as Entrance | undefined
    return {
      offerIds: offerIdsIn(answer),
      ...(entrance && { entrance, flow: flows[entrance] }),
      raw: answer,
    }
  },
})

/** Source: `alibaba.fenxiao.chosen.offerlist.removeall` `[code]`. */
export const clearChosenOffers = defineCall({
  namespace: fenxiao,
  name: 'alibaba.fenxiao.chosen.offerlist.removeall',
  kind: 'tell',
  about: 'Forgets the offers under a key, once they are taken over.',
  envelope: 'nested',
  certainty: ['code'],
  codes: { '404': 'absent' },
  params: keyParams,
  answer: Done,
  read: () => undefined,
})

/** Source: `fenxiao.distributebill.getList` `[code]`, by name. */
export const listingBasket = defineCall({
  namespace: fenxiao,
  name: 'fenxiao.distributebill.getList',
  kind: 'read',
  about: "Offers in the account's listing basket (铺货单).",
  envelope: 'nested',
  certainty: ['code', 'sbx'],
  params: () => ({}),
  answer: LooseAnswer,
  read: (answer): { readonly offerIds: readonly string[]; readonly raw: unknown } => ({
    offerIds: offerIdsIn(answer),
    raw: answer,
  }),
})

/** Source: `fenxiao.distributebill.removeall` `[code]`. */
export const clearListingBasket = defineCall({
  namespace: fenxiao,
  name: 'fenxiao.distributebill.removeall',
  kind: 'tell',
  about: "Empties the account's listing basket.",
  envelope: 'nested',
  certainty: ['code'],
  params: () => ({}),
  answer: Done,
  read: () => undefined,
})
