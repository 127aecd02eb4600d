import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildMini, buildWidgets } from '../browser/built-widgets.ts'
import { type EntrySize, entrySizes } from './entry-sizes.ts'
import type { Check } from './workspace.ts'

/** Nothing outgrows its budget, and the sizes that the documents promise are the real ones. */
export const sizes: Check = {
  name: 'sizes',
  async run(root) {
    buildWidgets()
    buildMini()
    const entries = await entrySizes(root)
    const facts = entries.map(
      ({ name, gzip, budget }) =>
        `${name} ${kilobytes(gzip)}${budget === undefined ? '' : `/${kilobytes(budget)}`}${budget !== undefined && gzip > budget ? ' OVER' : ''}`,
    )
    return {
      facts: `gzip kB ${facts.join(', ')}`,
      findings: [...tooBig(entries), ...misquoted(root, entries)],
    }
  },
}

const kilobytes = (bytes: number) => (bytes / 1024).toFixed(1)

function tooBig(entries: readonly EntrySize[]): string[] {
  return entries
    .map((entry) => ({
      ...entry,
      allowed: entry.ceiling ?? entry.budget ?? Number.POSITIVE_INFINITY,
    }))
    .filter(({ gzip, allowed }) => gzip > allowed)
    .map(({ name, gzip, allowed }) => `${name} is ${gzip} B after gzip, ${allowed} B are allowed`)
}

/** A document quotes a size as `1.2 kB<!-- size:sku-engine -->`; it may be off by a tenth of a kB. */
function misquoted(root: string, entries: readonly EntrySize[]): string[] {
  return ['README.md', 'README.zh-CN.md'].flatMap((document) => {
    const path = join(root, document)
    if (!existsSync(path)) return []
    const quotes = readFileSync(path, 'utf8').matchAll(/([\d.]+) kB<!-- size:([a-z-]+) -->/g)
    return [...quotes].flatMap(([, said, name]) => {
      const entry = entries.find((one) => one.name === name)
      if (!entry) return [`${document} quotes the size of ${name}, which is not measured`]
      if (Math.abs(Number(said) - entry.gzip / 1024) <= 0.1) return []
      return [`${document} says that ${name} is ${said} kB; it is ${kilobytes(entry.gzip)} kB`]
    })
  })
}
