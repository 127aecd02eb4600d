/** As much of JSON Schema as the contract prints. */
export interface JsonSchema {
  readonly $ref?: string
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: JsonSchema | boolean
  readonly items?: JsonSchema
  readonly pattern?: string
  readonly format?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minItems?: number
  readonly maxItems?: number
  readonly minimum?: number
  readonly maximum?: number
}

/** What the sources say about fields, by name. */
export type Notes = ReadonlyMap<string, string>

/** How to write: on how many lines, and with which notes beside the fields. */
interface Style {
  /** Spaces before a line; `undefined` writes everything on one line. */
  readonly indent: string | undefined
  readonly notes?: Notes
}

/** A schema in the notation that developers read fastest: TypeScript's. Notes and limits follow as comments. */
export function shape(schema: JsonSchema, style: Style = { indent: '' }): string {
  if (schema.$ref) return schema.$ref.split('/').at(-1) ?? ''
  if (schema.const !== undefined) return quoted(schema.const)
  if (schema.enum) return schema.enum.map(quoted).join(' | ')
  const either = schema.anyOf ?? schema.oneOf
  if (either) return union(either, style)
  if (schema.type === 'array') return list(schema, style)
  if (isMoney(schema)) return 'Money'
  if (schema.type === 'object') return object(schema, style)
  if (schema.type === 'string') return text(schema)
  return schema.type === 'integer' ? 'number' : (schema.type ?? 'unknown')
}

const quoted = (value: unknown): string =>
  typeof value === 'string' ? `'${value}'` : String(value)

/** A Money with a further condition is no longer the same schema, but still one to a reader. */
const isMoney = ({ properties }: JsonSchema): boolean =>
  Object.keys(properties ?? {}).join() === 'amount,currency'

function union(either: readonly JsonSchema[], style: Style): string {
  const members = either.map((each) => shape(each, { indent: undefined }))
  const isLong = style.indent !== undefined && members.some((member) => member.startsWith('{'))
  if (!isLong) return members.join(' | ')
  return members.map((member) => `\n${style.indent}  | ${member}`).join('')
}

function list(schema: JsonSchema, style: Style): string {
  const item = shape(schema.items ?? {}, { indent: style.indent })
  return / \| /.test(item) && !item.startsWith('{') ? `(${item})[]` : `${item}[]`
}

function object({ properties, required, additionalProperties }: JsonSchema, style: Style): string {
  const { indent, notes } = style
  if (!properties) {
    const rest = typeof additionalProperties === 'object' ? additionalProperties : {}
    return `{ [name: string]: ${shape(rest, { indent })} }`
  }
  const inner = indent === undefined ? undefined : `${indent}  `
  const rows = Object.entries(properties).map(([name, each]) => {
    const mark = required?.includes(name) ? '' : '?'
    const row = `${name}${mark}: ${shape(each, { indent: inner })}`
    if (inner === undefined) return row
    const remark = [notes?.get(name), limitsOf(each)].filter(Boolean).join('; ')
    return `${inner}${row}${remark && `  // ${remark}`}`
  })
  return inner === undefined ? `{ ${rows.join('; ')} }` : `{\n${rows.join('\n')}\n${indent}}`
}

/** An id is shown by its prefix, which is all a reader needs to recognise it. */
function text({ pattern, format }: JsonSchema): string {
  const prefix = /^\^([a-z]{3}_)\[/.exec(pattern ?? '')?.[1]
  if (prefix) return `'${prefix}…'`
  return format === 'date-time' ? 'Instant' : 'string'
}

const isSafe = (bound: number | undefined): bound is number =>
  bound !== undefined && Math.abs(bound) !== Number.MAX_SAFE_INTEGER

/** What a value must be beyond its type, in a few words. */
export function limitsOf(schema: JsonSchema): string {
  const range = (low: number | undefined, high: number | undefined, of: string) => {
    if (isSafe(low) && isSafe(high)) return `${low} to ${high}${of}`
    if (isSafe(high)) return `at most ${high}${of}`
    return isSafe(low) && low > 0 ? `at least ${low}${of}` : ''
  }
  const { pattern } = schema
  const isId = /^\^[a-z]{3}_\[/.test(pattern ?? '')
  return [
    pattern && !isId ? pattern : '',
    range(schema.minLength, schema.maxLength, ' characters'),
    range(schema.minItems, schema.maxItems, ' items'),
    range(schema.minimum, schema.maximum, ''),
  ]
    .filter((limit) => limit !== '')
    .join('; ')
}
