import type { Json, JsonObject } from './json.ts'

/**
 * Reads what a caller sent, one named field at a time, as tolerant as the platform is: a number may
 * come as digits in a string, a flag as `"true"`. Absent, null and empty are all `undefined`.
 */
export interface Fields {
  names(): readonly string[]
  /** Whether the name was sent at all, be it empty. */
  has(name: string): boolean
  text(name: string): string | undefined
  /** An integer of any size as decimal digits; ids stay exact this way. */
  digits(name: string): string | undefined
  number(name: string): number | undefined
  flag(name: string): boolean | undefined
  fields(name: string): Fields | undefined
  /** An object as it was sent. */
  object(name: string): JsonObject | undefined
  list(name: string): readonly Json[] | undefined
  /** Items of a list that are objects. */
  rows(name: string): readonly Fields[]
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const digitsOf = (value: Json | undefined): string | undefined => {
  const text = typeof value === 'string' ? value.trim() : undefined
  if (text !== undefined) return /^\d+$/.test(text) ? text : undefined
  if (typeof value === 'bigint') return String(value)
  return typeof value === 'number' && Number.isInteger(value) ? BigInt(value).toString() : undefined
}

export function fieldsOf(value: Json | undefined): Fields {
  const object: JsonObject = isObject(value) ? value : {}
  const at = (name: string): Json | undefined =>
    Object.hasOwn(object, name) ? object[name] : undefined
  return {
    names: () => Object.keys(object),
    has: (name) => at(name) !== undefined,
    text: (name) => {
      const member = at(name)
      if (member === undefined || member === null || member === '') return undefined
      return typeof member === 'object' ? undefined : String(member)
    },
    digits: (name) => digitsOf(at(name)),
    number: (name) => {
      const member = at(name)
      const read = typeof member === 'string' && member.trim() !== '' ? Number(member) : member
      if (typeof read === 'bigint') return Number(read)
      return typeof read === 'number' && Number.isFinite(read) ? read : undefined
    },
    flag: (name) => {
      const member = at(name)
      if (member === true || member === 'true') return true
      return member === false || member === 'false' ? false : undefined
    },
    fields: (name) => (isObject(at(name)) ? fieldsOf(at(name)) : undefined),
    object: (name) => {
      const member = at(name)
      return isObject(member) ? member : undefined
    },
    list: (name) => {
      const member = at(name)
      return Array.isArray(member) ? (member as readonly Json[]) : undefined
    },
    rows: (name) => {
      const member = at(name)
      return Array.isArray(member) ? (member as readonly Json[]).map(fieldsOf) : []
    },
  }
}
