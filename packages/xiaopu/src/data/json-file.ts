import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import * as v from 'valibot'

/** A kill in between leaves the old file or the new one, never half of one. */
export function replaceJson(file: string, value: object): void {
  const fresh = `${file}.${process.pid}`
  writeFileSync(fresh, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 })
  renameSync(fresh, file)
}

/** Undefined where there is none, or one of another shape. */
export function readJson<S extends v.GenericSchema>(file: string, schema: S) {
  try {
    const read = v.safeParse(schema, JSON.parse(readFileSync(file, 'utf8')))
    return read.success ? read.output : undefined
  } catch {
    return undefined
  }
}
