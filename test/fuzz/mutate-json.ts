import type { Chance } from './chance.ts'

/** A place in a JSON value, and what stands there. */
interface Spot {
  readonly holder: Record<string, unknown> | unknown[]
  readonly key: string | number
  readonly value: unknown
}

function spotsIn(value: unknown, spots: Spot[] = []): Spot[] {
  if (Array.isArray(value)) {
    for (const [key, each] of value.entries()) spots.push({ holder: value, key, value: each })
    for (const each of value) spotsIn(each, spots)
  } else if (typeof value === 'object' && value !== null) {
    const holder = value as Record<string, unknown>
    for (const [key, each] of Object.entries(holder)) spots.push({ holder, key, value: each })
    for (const each of Object.values(holder)) spotsIn(each, spots)
  }
  return spots
}

const put = ({ holder, key }: Spot, value: unknown): void => {
  ;(holder as Record<string | number, unknown>)[key] = value
}

/** Values that a field of another type, another size or another world would have. */
const strangers: readonly unknown[] = [
  null,
  '',
  ' ',
  '0',
  0,
  -1,
  1.5,
  1e21,
  Number.MAX_SAFE_INTEGER,
  true,
  false,
  'true',
  'false',
  [],
  {},
  [[]],
  [null],
  { success: true },
  '9223372036854775808',
  '18446744073709551616',
  '-9223372036854775809',
  '1E400',
  'NaN',
  'Infinity',
  '２５.９０',
  '25,90',
  '0x10',
  '\u0000',
  '\ud800',
  '‮',
  '__proto__',
  'constructor',
  '<script>alert(1)</script>',
  '%00%0a',
  '库存不足',
  'x'.repeat(5_000),
]

const errors = ['500_001', '500_004', '500_999', '401', '403', '404', 'ORDER_NOT_EXIST', 'X', '']

type Rule = (spot: Spot, chance: Chance, all: readonly Spot[]) => void

/** Ways in which an answer or a parameter can be wrong that knows what it is. */
const rules: readonly Rule[] = [
  // Structure.
  ({ holder, key }) => {
    if (Array.isArray(holder)) holder.splice(Number(key), 1)
    else delete holder[key]
  },
  (spot, chance) => put(spot, chance.of(strangers)),
  (spot, chance, all) => put(spot, structuredClone(chance.of(all).value)),
  (spot) => put(spot, [spot.value]),
  (spot) => put(spot, { result: spot.value }),
  (spot) => {
    if (Array.isArray(spot.value)) put(spot, spot.value[0])
  },
  (spot) => {
    if (Array.isArray(spot.value)) put(spot, [...spot.value, ...spot.value])
  },
  (spot) => put(spot, JSON.stringify(spot.value) ?? 'undefined'),
  (spot, chance) => {
    let deep: unknown = spot.value
    for (let level = chance.below(700); level > 0; level--) deep = level % 2 ? [deep] : { deep }
    put(spot, deep)
  },
  ({ holder, key, value }) => {
    if (Array.isArray(holder)) return
    delete holder[key]
    holder[String(key).toLowerCase()] = value
  },
  // Units: a hundred times, a hundredth, in text, with the sign turned.
  (spot, chance) => {
    const number = Number(spot.value)
    if (!Number.isFinite(number) || spot.value === '' || typeof spot.value === 'boolean') return
    const changed = number * chance.of([100, 0.01, -1, 10, 1e6, 1.000001])
    put(spot, typeof spot.value === 'string' ? String(changed) : changed)
  },
  // Ids: a digit changed, rounded to a double, beyond 64 bits.
  (spot, chance) => {
    const digits = String(spot.value).replaceAll('@@', '')
    if (!/^\d{6,}$/.test(digits)) return
    const at = chance.below(digits.length)
    const changed = digits.slice(0, at) + chance.below(10) + digits.slice(at + 1)
    put(spot, chance.of([changed, Number(changed), `${digits}${digits}`, `-${digits}`]))
  },
  // Envelopes.
  (spot, chance) => {
    if (Array.isArray(spot.holder)) return
    spot.holder.success = chance.of([true, false, 'true', 'false', 'yes', 1, null])
  },
  (spot, chance) => {
    if (Array.isArray(spot.holder)) return
    const name = chance.of(['errorCode', 'code', 'error_code', 'resultCode', 'errorMessage'])
    spot.holder[name] = chance.of(errors)
  },
]

/** Changes a value in one to four places; it is changed where it stands. */
export function mutateValue(value: unknown, chance: Chance): unknown {
  const world: { value?: unknown } = { value }
  for (let count = 1 + chance.below(4); count > 0; count--) {
    const all = spotsIn(world)
    if (all.length > 0) chance.of(rules)(chance.of(all), chance, all)
  }
  return world.value
}

/** Changes JSON in one to four places; whole numbers of any size keep their digits where they are not meant. */
export function mutateJson(text: string, chance: Chance): string {
  const marked = text.replaceAll(/(?<=[:[,]\s*)(\d{16,})(?=\s*[,}\]])/g, '"@@$1@@"')
  const mutated = JSON.stringify(mutateValue(JSON.parse(marked), chance)) ?? ''
  return mutated.replaceAll(/"@@(\d+)@@"/g, '$1')
}
