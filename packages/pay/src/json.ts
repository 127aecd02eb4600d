import * as v from 'valibot'

/** Raw bytes as what a schema says; undefined for bad UTF-8, bad JSON or another shape. */
export function readJson<S extends v.GenericSchema>(
  schema: S,
  bytes: Uint8Array,
): v.InferOutput<S> | undefined {
  const parsed = v.safeParse(schema, parse(bytes))
  return parsed.success ? parsed.output : undefined
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}
