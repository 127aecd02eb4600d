import { digitsOf, type Fields, fieldsOf } from '../fields.ts'
import { type Json, readJson } from '../json.ts'
import { readPlatformDate } from '../times.ts'
import type { Api, Param } from './api.ts'
import { GatewayError } from './gateway-error.ts'

/** Query and form of one request, merged; the form wins. A body that is no form has no parameters. */
export async function requestParams(request: Request): Promise<ReadonlyMap<string, string>> {
  const params = new Map(new URL(request.url).searchParams)
  const type = request.headers.get('content-type') ?? ''
  if (request.method === 'POST' && type.includes('application/x-www-form-urlencoded')) {
    for (const [name, value] of new URLSearchParams(await request.text())) params.set(name, value)
  }
  return params
}

/** Checks presence, then reads every parameter by its declared type. */
export function readParams(api: Api, sent: ReadonlyMap<string, string>): Fields {
  for (const param of api.params) {
    if (param.required && (sentAs(param, sent) ?? '') === '') {
      throw new GatewayError('gw.ParamMissing', `Required parameter is missing: ${param.name}`)
    }
  }
  const read: Record<string, Json> = {}
  for (const param of api.params) {
    const text = sentAs(param, sent)
    if (text === undefined || text === '') continue
    if (text.length > (param.max ?? Infinity)) {
      throw new GatewayError('gw.ParamInvalid', `Parameter ${param.name} is too long`)
    }
    const value = readParam(param, text)
    if (value === undefined) {
      throw new GatewayError('gw.ParamInvalid', `Parameter ${param.name} is no ${param.type}`)
    }
    read[param.name] = value
  }
  return fieldsOf(read)
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
      return /^-?\d{1,19}$/.test(text.trim()) ? text.trim() : undefined
    case 'Boolean':
      return text === 'true' || text === 'false' ? text : undefined
    case 'Date':
      return readPlatformDate(text)
    default:
      return readStructure(type, text)
  }
}

function readStructure(type: Param['type'], text: string): Json | undefined {
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
