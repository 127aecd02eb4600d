import { BusinessError } from '../business-error.ts'
import { type Api, api, type Call, type Field, type Param } from '../door/api.ts'
import { digitsOf, type Fields, fieldsOf } from '../fields.ts'
import type { Json, JsonObject } from '../json.ts'
import { memberCodes } from './possible-codes.ts'

const TEXT_MAX = 1024

/** Checks the members of an object parameter by its table. */
function checkFields(asked: Fields, table: readonly Field[]): void {
  for (const field of table) checkField(asked, field)
}

/**
 * Codes `400_1` missing, `400_2` wrong type, `400_3` too long or too much [sbx]: the platform
 * documents none for members of an object; the words follow its own refusals.
 */
function checkField(asked: Fields, field: Field): void {
  const { name, type } = field
  if (isAbsent(asked, field)) {
    if (field.required) throw new BusinessError('400_1', `参数${name}不能为空`)
    return
  }
  if (!readers[type](asked, name)) throw new BusinessError('400_2', `参数${name}类型不正确`)
  const list = asked.list(name)
  const size = list ? list.length : type === 'Integer' ? (asked.number(name) ?? 0) : 0
  const length = list ? 0 : (asked.text(name) ?? '').length
  if (size > (field.most ?? Infinity) || length > (field.max ?? TEXT_MAX)) {
    throw new BusinessError('400_3', `参数${name}超出限制`)
  }
}

const isAbsent = (asked: Fields, { name, type }: Field): boolean =>
  type.endsWith('[]')
    ? (asked.list(name)?.length ?? 0) === 0 && asked.text(name) === undefined && !asked.fields(name)
    : !asked.has(name) || (asked.text(name) === undefined && !isStructure(asked, name))

const isStructure = (asked: Fields, name: string): boolean =>
  asked.fields(name) !== undefined || asked.list(name) !== undefined

const readers: Readonly<Record<Field['type'], (asked: Fields, name: string) => boolean>> = {
  String: (asked, name) => asked.text(name) !== undefined,
  Long: (asked, name) => asked.digits(name) !== undefined && (asked.digits(name) ?? '').length < 20,
  Integer: (asked, name) => Number.isSafeInteger(asked.number(name)),
  Boolean: (asked, name) => asked.flag(name) !== undefined,
  Decimal: (asked, name) => asked.number(name) !== undefined,
  'String[]': (asked, name) =>
    asked.list(name)?.every((each) => typeof each !== 'object' || each === null) ?? false,
  'Object[]': (asked, name) =>
    asked.list(name)?.every((each) => typeof each === 'object' && each !== null) ?? false,
}

/** A row whose API takes one JSON object parameter, of which the members are checked too. */
export function objectApi(
  row: Pick<Api, 'namespace' | 'name' | 'fail'> &
    Partial<Api> & {
      readonly param: Pick<Param, 'name' | 'aliases'>
      readonly fields: readonly Field[]
      readonly answer: (call: Call, asked: Fields) => Json
    },
): Api {
  const { param, fields, answer, ...rest } = row
  return api({
    ...rest,
    params: [{ ...param, type: 'Object', required: true }],
    fields,
    codes: [...(fields.length > 0 ? memberCodes : []), ...(row.codes ?? [])],
    handle: (call) => {
      const asked = call.params.fields(param.name) ?? fieldsOf(undefined)
      checkFields(asked, fields)
      return answer(call, asked)
    },
  })
}

/** Success of envelope E3. `code` has been seen as `200` and as `S0000` (reference §3.10). */
export const nestedOk = (result: Json, code: '200' | 'S0000' = '200'): JsonObject => ({
  result: { success: true, code, message: code === 'S0000' ? '成功' : '', result },
})

/** Where the model declares `success` a String. */
export const nestedTextOk = (result: Json, code: '200' | 'S0000' = '200'): JsonObject => ({
  result: { success: 'true', code, message: code === 'S0000' ? '成功' : '', result },
})

/** Texts of a list, or of one text with commas, as cross-border filters are written. */
export function textsOf(asked: Fields | undefined, name: string): readonly string[] {
  const list = asked?.list(name)
  if (list) return list.filter((each) => typeof each === 'string')
  const text = asked?.text(name) ?? ''
  return text.split(',').flatMap((each) => (each.trim() ? [each.trim()] : []))
}

/** Numbers of a list or of one text with commas; what is no number is left out. */
export const numbersOf = (asked: Fields | undefined, name: string): readonly number[] =>
  (asked?.list(name) ?? (asked?.text(name) ?? '').split(',')).flatMap((each) => {
    const digits = digitsOf(each as Json)
    return digits === undefined ? [] : [Number(digits)]
  })
