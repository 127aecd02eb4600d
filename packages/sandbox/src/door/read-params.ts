import { digitsOf, type Fields, fieldsOf } from '../fields.ts'
import { type Json, readJson } from '../json.ts'
import { readPlatformDate } from '../times.ts'
import type { Api, Param } from './api.ts'
import { GatewayError } from './gateway-error.ts'
import type { Sent } from './read-request.ts'

/** Checks presence, then reads every parameter by its declared type. */
export function readParams(api: Api, { params: sent, files }: Sent): Read {
  for (const param of api.params) {
    if (param.required && (sentAs(param, sent) ?? '') === '' && !files.has(param.name)) {
      throw new GatewayError('gw.ParamMissing', `Required parameter is missing: ${param.name}`)
    }
  }
  const read: Record<string, Json> = {}
  const bytes = new Map<string, Uint8Array>()
  for (const param of api.params) {
    const file = param.type === 'byte[]' ? fileOf(param, sent, files) : undefined
    if (file) bytes.set(param.name, file)
    const text = sentAs(param, sent)
    if (text === undefined || text === '' || param.type === 'byte[]') continue
    if (text.length > (param.max ?? Infinity)) {
      throw new GatewayError('gw.ParamInvalid', `Parameter ${param.name} is too long`)
    }
    const value = readParam(param, text)
    if (value === undefined) {
      throw new GatewayError('gw.ParamInvalid', `Parameter ${param.name} is no ${param.type}`)
    }
    read[param.name] = value
  }
  return { params: fieldsOf(read), files: bytes }
}

interface Read {
  readonly params: Fields
  readonly files: ReadonlyMap<string, Uint8Array>
}

/** Bytes as a file part, or as base64 text like old SDKs send them (then they are signed; reference §1.2). */
function fileOf(
  param: Param,
  sent: ReadonlyMap<string, string>,
  files: ReadonlyMap<string, Uint8Array>,
): Uint8Array | undefined {
  const text = sentAs(param, sent)
  return files.get(param.name) ?? (text ? Buffer.from(text, 'base64') : undefined)
}

const sentAs = (
  { name, aliases = [] }: Param,
  sent: ReadonlyMap<string, string>,
): string | undefined => sent.get([name, ...aliases].find((each) => sent.has(each)) ?? name)

function readParam({ type }: Param, text: string): Json | undefined {
  switch (type) {
    case 'String':
      return text
    case 'Long':
    case 'Integer':
      return readWhole(text)
    case 'Boolean':
      return text === 'true' || text === 'false' ? text : undefined
    case 'Date':
      return readPlatformDate(text)
    default:
      return readStructure(type, text)
  }
}

// One more than Java's greatest Long; what the platform makes of a greater Integer is not known.
const BOUND = 2n ** 63n

/** Digits of a whole number that Java can hold. */
function readWhole(text: string): string | undefined {
  const digits = text.trim()
  if (!/^-?\d{1,19}$/.test(digits)) return undefined
  const value = BigInt(digits)
  return value < BOUND && value >= -BOUND ? digits : undefined
}

const DEEPEST = 100

/**
 * Whether JSON text nests deeper than any model of the platform, by its brackets outside of strings. Sign by sign: a
 * pattern runs out of its stack in a string of megabytes, as a picture is.
 */
function isTooDeep(text: string): boolean {
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]
    if (sign === '"') at = endOfString(text, at)
    if (sign === '[' || sign === '{') depth += 1
    if (sign === ']' || sign === '}') depth -= 1
    if (depth > DEEPEST) return true
  }
  return false
}

/** @returns where its closing quote stands; the text's end where there is none */
function endOfString(text: string, opening: number): number {
  let at = opening + 1
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1
  return at
}

function readStructure(type: Param['type'], text: string): Json | undefined {
  if (isTooDeep(text)) return undefined
  let value: Json
  try {
    value = readJson(text)
  } catch {
    return undefined
  }
  if (type === 'Object') {
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined
  }
  // The platform takes one bare element for a list of one.
  const items: readonly Json[] = Array.isArray(value) ? (value as readonly Json[]) : [value]
  if (type === 'Long[]') {
    const ids = items.map(digitsOf)
    return ids.every((id) => id !== undefined) ? (ids as string[]) : undefined
  }
  return items
}
