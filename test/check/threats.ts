import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Check } from './workspace.ts'

/** The threats that were thought of, by their numbers: each has its row. */
const known: readonly (readonly [from: number, to: number])[] = [
  [1, 17],
  [20, 31],
  [40, 56],
  [60, 68],
]

interface Row {
  readonly id: string
  readonly proof: string
}

/** Every threat has a row in both languages, and every test that a row names exists. */
export const threats: Check = {
  name: 'threats',
  run(root) {
    const rows = rowsOf(root, 'docs/security.md')
    const twin = new Map(rowsOf(root, 'docs/zh/security.md').map(({ id, proof }) => [id, proof]))
    const open = rows.filter(({ proof }) => isOpen(proof))
    const findings = [
      ...missing(rows),
      ...rows.flatMap((row) => unproven(root, row)),
      ...rows.filter((row) => !isTwin(row, twin.get(row.id))).map(({ id }) => differs(id)),
    ]
    const proven = rows.length - open.length
    return { facts: `${proven} of ${rows.length} proven, ${open.length} open`, findings }
  },
}

function rowsOf(root: string, path: string): Row[] {
  const lines = readFileSync(join(root, path), 'utf8').split('\n')
  return lines.flatMap((line) => {
    const [, id, proof] = /^\| (S-\d\d) \|.*\| ([^|]*) \|$/.exec(line) ?? []
    return id && proof ? [{ id, proof }] : []
  })
}

function missing(rows: readonly Row[]): string[] {
  const wanted = known.flatMap(([from, to]) =>
    Array.from({ length: to - from + 1 }, (_, nth) => `S-${String(from + nth).padStart(2, '0')}`),
  )
  return wanted.flatMap((id) => {
    const { length } = rows.filter((row) => row.id === id)
    return length === 1 ? [] : [`docs/security.md has ${length} rows ${id}`]
  })
}

const isOpen = (proof: string): boolean => /^\*open\*[:：] ?./.test(proof)

/** `[title of a test](../its/file.test.ts)`, one after another. */
function proofs(proof: string): { readonly title: string; readonly path: string }[] {
  return [...proof.matchAll(/\[([^\]]+)\]\((?:\.\.\/)+([^)]+)\)/g)].map(
    ([, title = '', path = '']) => ({ title, path }),
  )
}

function unproven(root: string, { id, proof }: Row): string[] {
  if (isOpen(proof)) return []
  const named = proofs(proof)
  if (named.length === 0) return [`${id} names no test and is not open`]
  return named.flatMap(({ title, path }) => {
    const file = join(root, path)
    if (!existsSync(file)) return [`${id}: ${path} does not exist`]
    const isThere = readFileSync(file, 'utf8').includes(title)
    return isThere ? [] : [`${id}: ${path} has no test "${title}"`]
  })
}

function isTwin({ proof }: Row, other = ''): boolean {
  return isOpen(proof) === isOpen(other) && equal(proofs(proof), proofs(other))
}

function equal(one: object, other: object): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

const differs = (id: string): string => `${id}: docs/zh/security.md names other tests`
