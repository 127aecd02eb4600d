import type { SandboxSupplier } from '../offer.ts'
import { figures } from './figures.ts'
import { tops } from './kinds/index.ts'
import { memberNumber } from './numbers.ts'
import { rolls } from './roll.ts'

/** Offers of one category in this many neighbouring places come from one supplier. */
export const DISTRICT = 64
/** Suppliers of one category in a district: one for each member of a same-source group. */
const RIVALS = 8
const SUPPLIERS = 3

const first = [...'锦汇盛禾尚优鑫卓恒嘉瑞晟铭亿朗拓宏悦']
const second = [...'美源帆辰丰艺格途诚达利泰联创森尔宇信']
const forms = ['有限公司', '有限公司', '厂', '商行', '贸易有限公司', '电子商务有限公司']

/** The number of the supplier at `place` in a category, `rival` among those that sell the same. */
export const sellerAt = (place: number, top: number, rival: number): number =>
  (Math.floor(place / DISTRICT) * tops.length + top) * RIVALS + rival

/** The first place of the district that a supplier sells in. */
export const districtOf = (seller: number): number =>
  Math.floor(seller / RIVALS / tops.length) * DISTRICT

/** The supplier of a number; firms and people are invented. */
export function sellerOf(seed: number, seller: number): SandboxSupplier {
  const top = tops[Math.floor(seller / RIVALS) % tops.length]
  if (!top) throw new TypeError(`no category of seller ${seller}`)
  const roll = rolls(seed, seller, SUPPLIERS)
  const userId = memberNumber(seller)
  const [province = '', city = ''] = of(top.places, roll()).split(' ')
  const name = `${of(first, roll())}${of(second, roll())}${top.trade}`
  const superFactory = roll() < figures.superFactory
  const powerfulMerchant = roll() < figures.powerfulMerchant
  const mixes = roll() < figures.mixedBatch
  return {
    memberId: `b2b-${userId}`,
    userId,
    loginId: `${name}${seller}`,
    companyName: `${city.replace(/市$/, '')}市${name}${superFactory ? '制造厂' : of(forms, roll())}`,
    province,
    city,
    superFactory,
    powerfulMerchant,
    ...(mixes && {
      mix: {
        fen: of([5000, 10_000, 20_000, 30_000], roll()),
        pieces: of([2, 3, 5, 10, 20], roll()),
      },
    }),
  }
}

function of<T>(list: readonly T[], roll: number): T {
  const chosen = list[Math.floor(roll * list.length)]
  if (chosen === undefined) throw new TypeError('a list with nothing in it')
  return chosen
}
