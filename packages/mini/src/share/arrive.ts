import { readLink } from '@xiaopu/share'
import type { Runtime } from '../shop/runtime.ts'

/** What a program or a page was opened with, as far as the apps agree. */
export interface Opened {
  readonly query?: Readonly<Record<string, string | undefined>>
}

/**
 * Takes up the share that somebody came through: `s` of a passed-on page, the scene of a program's
 * code, or the web address of a scanned one. Call it from the program's `onShow`. Never fails.
 */
export async function arrive({ stores }: Runtime, { query = {} }: Opened): Promise<void> {
  const code = codeIn(query)
  if (code) await stores.share.arrive(`?s=${code}`)
}

/** Scenes and scanned addresses come encoded once more. */
function codeIn({ s, scene, q }: Readonly<Record<string, string | undefined>>): string | undefined {
  return [s, scene, q].flatMap((each) => (each ? (readLink(decoded(each)) ?? []) : []))[0]
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
