import { writeJson } from './json.ts'

/**
 * A parameter: scalars go as text, objects and arrays as compact JSON, absent and empty ones are left
 * out, a `Blob` becomes a file part of a multipart request and is not signed.
 */
export type Param = string | number | bigint | boolean | object | undefined
export type Params = Readonly<Record<string, Param>>

export interface Encoded {
  readonly form: Record<string, string>
  readonly files: Record<string, Blob>
}

export function encode(params: Params): Encoded {
  const form: Record<string, string> = {}
  const files: Record<string, Blob> = {}
  for (const [name, value] of Object.entries(params)) {
    if (value === undefined || value === '') continue
    if (value instanceof Blob) files[name] = value
    else form[name] = typeof value === 'object' ? writeJson(value) : String(value)
  }
  return { form, files }
}
