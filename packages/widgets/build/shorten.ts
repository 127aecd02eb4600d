import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseAst } from 'vite'

const packages = fileURLToPath(new URL('../../', import.meta.url))
/** Whoever says a name in one of these may mean the wire or another program. */
const speakers = '{domain,api,client,share}/src/**/*.ts'
const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'

/**
 * Two signs for each name of a text that nothing outside of the pages' files says: those of several
 * words (`soldOut`) that contract and client do not know. All files of a build use the same.
 */
export function shortNames(texts: object): ReadonlyMap<string, string> {
  const files = globSync(speakers, { cwd: packages })
  const said = files.map((file) => readFileSync(packages + file, 'utf8')).join('\n')
  const taken = new Set(said.match(/\w+/g))
  const names = [...new Set(namesIn(texts))].filter(
    (name) => /^[a-z]+[A-Z][A-Za-z]*$/.test(name) && !taken.has(name),
  )
  const signs = ['$', '_'].flatMap((first) => [...letters].map((second) => first + second))
  if (names.length > signs.length) throw new Error(`${names.length} names are too many`)
  return new Map(names.map((name, index) => [name, signs[index] as string]))
}

function namesIn(texts: object): string[] {
  return Object.entries(texts).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null ? [name, ...namesIn(value)] : [name],
  )
}

interface Edit {
  readonly at: number
  readonly name: string
  readonly text: string
}

/** Code in which properties of these names have the short ones. */
export function shorten(code: string, names: ReadonlyMap<string, string>): string {
  return editsIn(parseAst(code), names)
    .sort((a, b) => b.at - a.at)
    .reduce(
      (text, { at, name, text: put }) => text.slice(0, at) + put + text.slice(at + name.length),
      code,
    )
}

function editsIn(node: unknown, names: ReadonlyMap<string, string>): Edit[] {
  if (Array.isArray(node)) return node.flatMap((each) => editsIn(each, names))
  if (typeof node !== 'object' || node === null) return []
  const { type, computed, shorthand, property, key, value } = node as Record<string, unknown>
  if (type === 'Literal' && names.has(String(value))) {
    throw new Error(`"${value}" is said as a text, so the property cannot be renamed`)
  }
  const named = computed ? undefined : ((property ?? key) as Name | undefined)
  const short = named?.type === 'Identifier' ? names.get(named.name) : undefined
  const { name = '', start: at = 0 } = named ?? {}
  const own = short ? [{ at, name, text: shorthand ? `${short}:${name}` : short }] : []
  // In `{ name }` key and value are one place.
  const inside = Object.entries(node).filter(([field]) => !(shorthand && field === 'key'))
  return [...own, ...inside.flatMap(([, each]) => editsIn(each, names))]
}

interface Name {
  readonly type: string
  readonly name: string
  readonly start: number
}
