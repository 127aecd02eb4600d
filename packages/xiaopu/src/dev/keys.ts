import { join } from 'node:path'
import * as v from 'valibot'
import { readJson, replaceJson } from '../data/json-file.ts'

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
