import type { Fields } from '../fields.ts'
import type { Json, JsonObject } from '../json.ts'
import type { App, Member, World } from '../world/world.ts'

export type ParamType =
  | 'String'
  | 'Long'
  | 'Integer'
  | 'Boolean'
  | 'Date'
  | 'Long[]'
  | 'String[]'
  | 'Object'
  | 'Object[]'
  | 'byte[]'

export interface Param {
  readonly name: string
  readonly type: ParamType
  readonly required?: boolean
  /** Other names that clients send it under, where sources disagree. */
  readonly aliases?: readonly string[]
  /** Most characters of the value as it was sent; more is refused. */
  readonly max?: number
}

/** One member of the JSON object that an API takes as its parameter. */
export interface Field {
  readonly name: string
  readonly type: 'String' | 'Long' | 'Integer' | 'Boolean' | 'Decimal' | 'String[]' | 'Object[]'
  readonly required?: boolean
  /** Most characters of a text. */
  readonly max?: number
  /** Most items of a list, highest number of an Integer. */
  readonly most?: number
}

/** One call as it reaches an API: parameters checked and parsed by the row's table. */
export interface Call {
  readonly world: World
  readonly params: Fields
  /** Which version of the API was called. */
  readonly version: number
  /** Parameters of type `byte[]`. */
  readonly files: ReadonlyMap<string, Uint8Array>
  readonly app: App
  /** Owner of the token; the first member for APIs that need none. */
  readonly member: Member
  /** Epoch ms on the sandbox's clock. */
  readonly now: number
  /** Where this sandbox was reached, for links it hands out. */
  readonly origin: string
}

/** What a refusal is about, as a caller has to react to it. */
export type CodeKind =
  | 'stock'
  | 'price'
  | 'address'
  | 'rule'
  | 'duplicate'
  | 'permission'
  | 'state'
  | 'missing'
  | 'money'
  | 'limit'

/** A business code that a call may answer, and at which condition. */
export interface PossibleCode {
  readonly code: string
  readonly kind: CodeKind
  readonly when: string
}

/**
 * One API of the platform: the whole pipeline of checks runs from this row. `handle` answers the success
 * body and throws BusinessError, which `fail` turns into the failure body of the API's envelope family.
 */
export interface Api {
  readonly namespace: string
  readonly name: string
  readonly versions: readonly number[]
  readonly needAuth: boolean
  readonly needSignature: boolean
  readonly params: readonly Param[]
  /** Members of the one object that the API takes, where it takes one. */
  readonly fields?: readonly Field[]
  readonly fail: (code: string, message: string) => JsonObject
  /** What `handle` searches by: the door waits until that can be done without keeping others waiting. */
  readonly searches?: readonly ('titles' | 'pictures')[]
  /** Every code that `handle` may throw. */
  readonly codes?: readonly PossibleCode[]
  readonly handle: (call: Call) => Json
}

/** A row with the usual flags: version 1, signed, token needed. */
export function api(
  row: Pick<Api, 'namespace' | 'name' | 'params' | 'fail' | 'handle'> & Partial<Api>,
): Api {
  return { versions: [1], needAuth: true, needSignature: true, ...row }
}
