import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'

/** The demo shop's keys and share, as `keys.json` keeps them. */
const Keys = v.object({
  gateway: v.string(),
  slug: v.string(),
  publishable: v.string(),
  /** Secret key: the reason why nobody else may read the file. */
  secret: v.string(),
  listings: v.array(v.string()),
  /** Code of the short link to the whole shop; present once the demo shop is filled. */
  share: v.optional(v.string()),
})
export type Keys = Readonly<v.InferOutput<typeof Keys>>

export function readKeys(dir: string): Keys | undefined {
  return readJson(join(dir, 'keys.json'), Keys)
}

export function writeKeys(dir: string, keys: Keys): void {
  replaceJson(join(dir, 'keys.json'), keys)
}

/** A kill in between leaves the old file or the new one, never half of one. */
export function replaceJson(file: string, value: object): void {
  const fresh = `${file}.${process.pid}`
  writeFileSync(fresh, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 })
  renameSync(fresh, file)
}

export function readJson<S extends v.GenericSchema>(file: string, schema: S) {
  try {
    const read = v.safeParse(schema, JSON.parse(readFileSync(file, 'utf8')))
    return read.success ? read.output : undefined
  } catch {
    return undefined
  }
}
