import { execFileSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Check } from './workspace.ts'

/** Rooms without a name of their own: what is in them belongs beside the noun that it serves. */
const rooms = /(^|[/-])(utils?|helpers?|common|misc|managers?)(\/|\.[^/]*$)/i

/** What names somebody's machine or an unfinished thought. In parts, so that this file is clean. */
const forbidden: readonly (readonly [RegExp, string])[] = [
  [new RegExp(`(?<![\\w.-])/(${['work', 'root', 'home'].join('|')})/[\\w.-]+/`), 'a machine path'],
  [new RegExp(`(?<![\\w.-])/${'tmp'}/[\\w.-]+`), 'a machine path'],
  [new RegExp(['C:', '\\\\Users\\\\'].join('')), 'a machine path'],
  [new RegExp(`registry\\.${'npmjs'}|${'npmmirror'}\\.com|${'jfrog'}\\.io`), 'a registry host'],
  [new RegExp(`\\b(${'TO'}DO|${'FIX'}ME|${'X'}XX)\\b`), 'an unfinished thought'],
  [new RegExp(`@ts-${'ignore'}|@ts-${'nocheck'}`), 'a silenced compiler'],
  [new RegExp(`-----BEGIN [A-Z ]*PRIVATE ${'KEY'}-----`), 'a private key'],
  [/^(<{7}|>{7}) /m, 'a merge conflict'],
]

/** Written by tools, or hashes only. */
const exempt = /^pnpm-lock\.yaml$|\.(png|jpg|jpeg|webp|ico|gz|br|woff2?)$/

/** No room without a name, and nothing in a tracked file that belongs to one machine or one day. */
export const words: Check = {
  name: 'words',
  run(root) {
    const files = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' })
      .split('\0')
      .filter((path) => path !== '' && !exempt.test(path))
      .filter((path) => statSync(join(root, path), { throwIfNoEntry: false })?.isFile() === true)
    const findings = files.flatMap((path) => [
      ...(rooms.test(path) ? [`${path} is a room called by no noun`] : []),
      ...inText(path, readFileSync(join(root, path), 'utf8')),
    ])
    return { facts: `${files.length} files`, findings }
  },
}

function inText(path: string, text: string): string[] {
  return forbidden.flatMap(([pattern, what]) => {
    const at = text.search(pattern)
    if (at < 0) return []
    return [`${path}:${text.slice(0, at).split('\n').length} holds ${what}`]
  })
}
