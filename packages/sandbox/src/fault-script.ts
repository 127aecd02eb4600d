import {
  FAULT_KINDS,
  MESSAGE_FAULT_KINDS,
  type MessageFault,
  type ScriptedFault,
} from './faults.ts'
import { type Fields, fieldsOf } from './fields.ts'
import { type Json, type JsonObject, readJson } from './json.ts'
import type { World } from './world/world.ts'

/** A fault script: a JSON file that tests and people share. */
export interface FaultScript {
  /** Of all draws that name no seed of their own; absent: the world's. */
  readonly seed?: string
  readonly faults: readonly Omit<ScriptedFault, 'id'>[]
  readonly messages: readonly Omit<MessageFault, 'id'>[]
}

const DEFAULT_MS = 60_000

const timing = {
  after: { type: 'integer', minimum: 0, description: 'So many pass unharmed first' },
  times: {
    type: 'integer',
    minimum: 1,
    description: 'How many suffer it; without it one, or with a probability all that come',
  },
  probability: { type: 'number', minimum: 0, maximum: 1 },
  seed: { type: 'string', minLength: 1, description: 'What a probability draws from' },
  ms: { type: 'integer', minimum: 0, description: 'Milliseconds of waiting, staleness or skew' },
  note: { type: 'string', description: 'For people' },
} as const

/** JSON Schema of a fault script, also answered at `GET /sandbox/api/faults/schema`. */
export const faultScriptSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Fault script of the 1688 sandbox',
  type: 'object',
  additionalProperties: false,
  properties: {
    $schema: { type: 'string' },
    note: { type: 'string' },
    seed: { type: 'string', minLength: 1 },
    faults: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['api', 'kind'],
        properties: {
          api: { type: 'string', minLength: 1, description: 'namespace:name, a bare name, or *' },
          kind: { type: 'string', enum: FAULT_KINDS },
          code: { type: 'string', description: 'Error code, or HTTP status of http-500 kinds' },
          message: { type: 'string' },
          field: {
            type: 'string',
            description: 'Member that wrong-unit or missing-fields is about',
          },
          ...timing,
        },
      },
    },
    messages: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['kind'],
        properties: {
          kind: { type: 'string', enum: MESSAGE_FAULT_KINDS },
          type: { type: 'string', description: 'Only messages of this type' },
          ...timing,
        },
      },
    },
  },
} as const

/** Reads a script from JSON text; a list alone is its `faults`. Throws an Error that names what is wrong. */
export function readFaultScript(text: string): FaultScript {
  let value: Json
  try {
    value = readJson(text)
  } catch (error) {
    throw new Error(`A fault script is JSON: ${(error as Error).message}`)
  }
  return faultScriptOf(Array.isArray(value) ? { faults: value } : value)
}

export function faultScriptOf(value: Json): FaultScript {
  const script = check(value, 'script', faultScriptSchema.properties)
  const { faults, messages } = faultScriptSchema.properties
  const seed = script.text('seed')
  return {
    ...(seed && { seed }),
    faults: rows(script, 'faults', faults.items).map((row) => readCallFault(row)),
    messages: rows(script, 'messages', messages.items).map((row) => readMessageFault(row)),
  }
}

type Rules = Readonly<Record<string, Rule>>
interface Rule {
  readonly type: string
  readonly enum?: readonly string[]
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
}

/** The members of an object by their schema. */
function check(value: Json | undefined, where: string, rules: Rules): Fields {
  const fields = fieldsOf(value)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error(`${where} is no object`)
  }
  for (const [name, member] of Object.entries(value as JsonObject)) {
    const rule = rules[name]
    if (!rule)
      throw new Error(`${where}.${name} is unknown; known are ${Object.keys(rules).join(', ')}`)
    const wrong = whatIsWrong(member, rule)
    if (wrong) throw new Error(`${where}.${name} ${wrong}`)
  }
  return fields
}

function whatIsWrong(value: Json | undefined, rule: Rule): string | undefined {
  const { type, minimum = -Infinity, maximum = Infinity } = rule
  if (type === 'array') return Array.isArray(value) ? undefined : 'is no list'
  if (type === 'string') {
    if (typeof value !== 'string' || value.length < (rule.minLength ?? 0)) return 'is no text'
    return rule.enum && !rule.enum.includes(value)
      ? `is none of ${rule.enum.join(', ')}`
      : undefined
  }
  const isNumber = typeof value === 'number' && (type === 'number' || Number.isSafeInteger(value))
  return isNumber && value >= minimum && value <= maximum ? undefined : `is no ${type} in its range`
}

function rows(
  script: Fields,
  name: string,
  { properties, required }: { readonly properties: Rules; readonly required: readonly string[] },
): readonly Fields[] {
  return (script.list(name) ?? []).map((row, index) => {
    const fields = check(row, `${name}[${index}]`, properties)
    const absent = required.find((each) => !fields.has(each))
    if (absent) throw new Error(`${name}[${index}].${absent} is missing`)
    return fields
  })
}

/** Reads one fault of calls whose members are known to be right. */
export function readCallFault(row: Fields): Omit<ScriptedFault, 'id'> {
  const [code, message, field] = [row.text('code'), row.text('message'), row.text('field')]
  return {
    api: row.text('api') ?? '*',
    kind: FAULT_KINDS.find((kind) => kind === row.text('kind')) ?? 'delay',
    ...readTiming(row),
    ...(code && { code }),
    ...(message && { message }),
    ...(field && { field }),
  }
}

export function readMessageFault(row: Fields): Omit<MessageFault, 'id'> {
  const type = row.text('type')
  return {
    kind: MESSAGE_FAULT_KINDS.find((kind) => kind === row.text('kind')) ?? 'late',
    ...readTiming(row),
    ...(type && { type }),
  }
}

function readTiming(row: Fields) {
  const [after, probability, seed] = [
    row.number('after'),
    row.number('probability'),
    row.text('seed'),
  ]
  const times = row.number('times') ?? (probability === undefined ? 1 : undefined)
  return {
    ms: row.number('ms') ?? DEFAULT_MS,
    ...(after !== undefined && { after }),
    ...(times !== undefined && { times }),
    ...(probability !== undefined && { probability }),
    ...(seed && { seed }),
  }
}

/** Puts a script in the place of every fault that still waits (inside a transaction). Ids are their places in it. */
export function loadFaultScript(world: World, script: FaultScript): void {
  for (const { id } of [...world.faults.values()]) world.faults.remove(id)
  for (const { id } of [...world.messageFaults.values()]) world.messageFaults.remove(id)
  const seeded = script.seed === undefined ? {} : { seed: script.seed }
  script.faults.forEach((fault, index) => {
    world.faults.put(`s${index}`, { ...seeded, ...fault, id: `s${index}` })
  })
  script.messages.forEach((fault, index) => {
    world.messageFaults.put(`t${index}`, { ...seeded, ...fault, id: `t${index}` })
  })
}

/** The faults that wait, as a script that would order them again. */
export function writeFaultScript(world: World): JsonObject {
  const plain = ({ id: _id, seen: _seen, ...fault }: ScriptedFault | MessageFault): JsonObject => ({
    ...fault,
  })
  return {
    faults: [...world.faults.values()].map(plain),
    messages: [...world.messageFaults.values()].map(plain),
  }
}
