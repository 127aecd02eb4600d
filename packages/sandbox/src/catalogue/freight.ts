import type { SandboxFreight } from './offer.ts'

/** Who pays for a parcel: the buyer, the seller for one-piece dropship orders, the seller always. */
export type Postage = 'paid' | 'dropship-free' | 'free'

/**
 * How an offer travels. `fragile` and `food` go to fewer provinces, `bulky` costs more per kilo,
 * `letter` is light and goes cheaply.
 */
export type Parcel = 'letter' | 'plain' | 'bulky' | 'fragile' | 'food'

/** Two-digit GB/T 2260 codes, as names and addresses of the sandbox use them. */
const provinceCodes: Readonly<Record<string, string>> = {
  北京: '11',
  天津: '12',
  河北: '13',
  山西: '14',
  内蒙古: '15',
  辽宁: '21',
  吉林: '22',
  黑龙江: '23',
  上海: '31',
  江苏: '32',
  浙江: '33',
  安徽: '34',
  福建: '35',
  江西: '36',
  山东: '37',
  河南: '41',
  湖北: '42',
  湖南: '43',
  广东: '44',
  广西: '45',
  海南: '46',
  重庆: '50',
  四川: '51',
  贵州: '52',
  云南: '53',
  西藏: '54',
  陕西: '61',
  甘肃: '62',
  青海: '63',
  宁夏: '64',
  新疆: '65',
  台湾: '71',
  香港: '81',
  澳门: '82',
}

const overseas = ['71', '81', '82']
const far = ['54', '65']
const outer = ['15', '63', '62', '64', '46']
const neighbours: Readonly<Record<string, readonly string[]>> = {
  浙江: ['31', '32', '33', '34'],
  江苏: ['31', '32', '33', '34'],
  上海: ['31', '32', '33', '34'],
  广东: ['44', '45', '43', '36'],
  福建: ['35', '36', '33', '44'],
  河北: ['11', '12', '13', '14', '37'],
  河南: ['41', '42', '14', '13', '61'],
  四川: ['51', '50', '52'],
}

/** Fen for the first and each further kilo: next door, the rest of the country, outer, far. */
const fees: Readonly<Record<Parcel, readonly (readonly [number, number])[]>> = {
  letter: [
    [280, 100],
    [350, 150],
    [800, 600],
    [1500, 1200],
  ],
  plain: [
    [400, 100],
    [600, 200],
    [1200, 800],
    [1800, 1500],
  ],
  bulky: [
    [800, 200],
    [1200, 400],
    [2200, 1500],
    [3800, 2800],
  ],
  fragile: [
    [600, 150],
    [900, 300],
    [1600, 1200],
    [2500, 2000],
  ],
  food: [
    [500, 120],
    [700, 250],
    [1400, 1000],
    [2000, 1800],
  ],
}
const notServed: Readonly<Record<Parcel, readonly string[]>> = {
  letter: overseas,
  plain: overseas,
  bulky: [...overseas, ...far],
  fragile: [...overseas, ...far],
  food: [...overseas, '54'],
}
const kinds: readonly Parcel[] = ['letter', 'plain', 'bulky', 'fragile', 'food']

/**
 * The freight of an offer that leaves from `province` (a name without 省 or 市).
 *
 * Inner Mongolia and the far west are dearer, Tibet and Xinjiang are not served by bulky and
 * fragile goods. Template ids are five digits, one per province of departure and kind of parcel;
 * 1 means that the seller pays everywhere (reference §3.2).
 */
export function freightFrom(
  province: string,
  parcel: Parcel,
  unitWeightGrams: number,
  postage: Postage,
): SandboxFreight {
  const free = postage === 'free'
  return {
    templateId: free ? 1 : templateId(province, parcel),
    dropshipFree: postage !== 'paid',
    unitWeightGrams,
    rates: free ? [rate([], [0, 0])] : ratesFrom(province, parcel),
    notServed: notServed[parcel],
  }
}

function templateId(province: string, parcel: Parcel): number {
  return 60000 + Number(provinceCodes[province] ?? '33') * 10 + kinds.indexOf(parcel)
}

function ratesFrom(province: string, parcel: Parcel): SandboxFreight['rates'] {
  const near = neighbours[province] ?? [provinceCodes[province] ?? '33']
  const served = (codes: readonly string[]) =>
    codes.filter((code) => !notServed[parcel].includes(code))
  const [nextDoor, country, outlying, farthest] = fees[parcel]
  return [
    rate(served(near), nextDoor),
    rate(served(outer.filter((code) => !near.includes(code))), outlying),
    ...(served(far).length > 0 ? [rate(served(far), farthest)] : []),
    rate([], country),
  ]
}

function rate(provinces: readonly string[], fee: readonly [number, number] | undefined) {
  const [firstFen, nextFen] = fee ?? [0, 0]
  return { provinces, firstGrams: 1000, firstFen, nextGrams: 1000, nextFen }
}
