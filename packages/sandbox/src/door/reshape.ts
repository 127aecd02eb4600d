import { chance } from '../chance.ts'
import type { ScriptedFault } from '../faults.ts'
import { type Json, type JsonObject, readJson, writeJson } from '../json.ts'
import { chinaTime, platformDate, readPlatformDate } from '../times.ts'

/** Faults that change what an answer says, wherever it is said. `luck` draws the same number for the same name. */
export function reshape(fault: ScriptedFault, body: string): string {
  const luck = (about: string): number =>
    chance(fault.seed ?? fault.id, `${fault.id} ${fault.seen ?? 0} ${about}`)
  switch (fault.kind) {
    case 'string-booleans':
      return deep(body, (value) => (typeof value === 'boolean' ? String(value) : value))
    case 'extra-fields':
      return deep(body, (value) => (isObject(value) ? { ...value, ...news } : value))
    case 'missing-fields':
      return deep(body, (value) => (isObject(value) ? without(value, fault.field, luck) : value))
    case 'wrong-unit':
      return wrongUnit(body, fault.field)
    case 'clock-skew':
      return skew(body, fault.ms)
    default:
      return body
  }
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Members that no document knows: a caller has to pass them by. */
const news: JsonObject = { newInThisRelease: { code: 'X1', flags: [true, null] }, traceHint: '' }

/** Rewrites a body from its leaves up. */
function deep(body: string, change: (value: Json) => Json): string {
  const walk = (value: Json): Json => {
    if (Array.isArray(value)) return change((value as readonly Json[]).map(walk))
    if (!isObject(value)) return change(value)
    const members = Object.entries(value).map(([name, member]) => [name, walk(member ?? null)])
    return change(Object.fromEntries(members) as JsonObject)
  }
  return writeJson(walk(readJson(body)))
}

// One member in five goes, where none is named.
const GONE = 0.2

function without(
  value: JsonObject,
  field: string | undefined,
  luck: (about: string) => number,
): JsonObject {
  const kept = Object.entries(value).filter(([name, member]) => {
    if (field !== undefined) return name !== field
    return isObject(member) || Array.isArray(member) || luck(name) >= GONE
  })
  return Object.fromEntries(kept)
}

/** Money fields and their units (reference §1.8); the first one found is the one that goes wrong. */
const units: Readonly<Record<string, 'fen' | 'yuan'>> = {
  sumPayment: 'fen',
  totalSuccessAmount: 'fen',
  orderAmmount: 'fen',
  maxRefundFee: 'fen',
  applyPayment: 'fen',
  payFee: 'fen',
  minPrice: 'fen',
  totalAmount: 'yuan',
  consignPrice: 'yuan',
  offerPrice: 'yuan',
  price: 'yuan',
  freight: 'yuan',
}

function wrongUnit(body: string, named: string | undefined): string {
  const field = named ?? Object.keys(units).find((name) => body.includes(`"${name}":`))
  if (field === undefined) return body
  // A field whose unit nobody knows is taken for yuan, like most.
  const factor = units[field] === 'fen' ? 0.01 : 100
  const convert = (value: Json): Json => {
    if (typeof value === 'number') return Number((value * factor).toFixed(2))
    const isMoney = typeof value === 'string' && /^\d+(\.\d+)?$/.test(value)
    return isMoney ? (Number(value) * factor).toFixed(2) : value
  }
  return deep(body, (value) =>
    isObject(value) && value[field] !== undefined
      ? { ...value, [field]: convert(value[field] ?? null) }
      : value,
  )
}

/** The platform's clock runs ahead: every time in the answer is later by so much. */
function skew(body: string, ms: number): string {
  return body
    .replace(/"(\d{17}[+-]\d{4})"/g, (whole, date: string) => {
      const at = readPlatformDate(date)
      return at === undefined ? whole : `"${platformDate(at + ms)}"`
    })
    .replace(/"(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)"/g, (_whole, day: string, time: string) => {
      return `"${chinaTime(Date.parse(`${day}T${time}+08:00`) + ms)}"`
    })
}
