import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Check } from './workspace.ts'

/** The threats that were thought of, by their numbers: each has its row. */
const known: readonly (readonly [from: number, to: number])[] = [
  [1, 17],
  [20, 32],
  [40, 56],
  [60, 68],
]

interface Row {
  readonly id: string
  readonly proof: string
}

/** Every threat has a row in both languages, and every test that a row names exists. */
export const threats: Check = proven('threats', 'security.md', 'S', known)

/** So has every failure that was thought of. */
export const failures: Check = proven('failures', 'failures.md', 'F', [[1, 40]])

function proven(
  name: string,
  page: string,
  letter: string,
  ids: readonly (readonly [from: number, to: number])[],
): Check {
  const wanted = ids.flatMap(([from, to]) =>
    Array.from(
      { length: to - from + 1 },
      (_, nth) => `${letter}-${String(from + nth).padStart(2, '0')}`,
    ),
  )
  return {
    name,
    run: (root) => prove(root, page, wanted),
  }
}

function prove(root: string, page: string, wanted: readonly string[]) {
  const rows = rowsOf(root, `docs/${page}`)
  const twin = new Map(rowsOf(root, `docs/zh/${page}`).map(({ id, proof }) => [id, proof]))
  const open = rows.filter(({ proof }) => isOpen(proof))
  const findings = [
    ...missing(page, rows, wanted),
    ...rows.flatMap((row) => unproven(root, row)),
    ...rows.filter((row) => !isTwin(row, twin.get(row.id))).map(({ id }) => differs(page, id)),
  ]
  const count = rows.length - open.length
  return { facts: `${count} of ${rows.length} proven, ${open.length} open`, findings }
}

function rowsOf(root: string, path: string): Row[] {
  const lines = readFileSync(join(root, path), 'utf8').split('\n')
  return lines.flatMap((line) => {
    const [, id, proof] = /^\| ([SF]-\d\d) \|.*\| ([^|]*) \|$/.exec(line) ?? []
    return id && proof ? [{ id, proof }] : []
  })
}

function missing(page: string, rows: readonly Row[], wanted: readonly string[]): string[] {
  return wanted.flatMap((id) => {
    const { length } = rows.filter((row) => row.id === id)
    return length === 1 ? [] : [`docs/${page} has ${length} rows ${id}`]
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

const differs = (page: string, id: string): string => `${id}: docs/zh/${page} names other tests`
