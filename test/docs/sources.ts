import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A doc comment as plain lines: without stars, as its author broke them. */
export type Lines = readonly string[]

const comment = String.raw`\/\*\*((?:(?!\*\/)[\s\S])*)\*\/`

/** The files of a folder as one text each, in a stable order. */
export function sources(root: string, pattern: string): readonly string[] {
  return globSync(pattern, { cwd: root })
    .filter((path) => !/\.test\./.test(path))
    .sort()
    .map((path) => readFileSync(join(root, path), 'utf8'))
}

/** Every `export const Name` with the doc comment above it. */
export function exportedConstants(text: string): ReadonlyMap<string, Lines> {
  const pattern = new RegExp(`${comment}\\s*export const (\\w+)`, 'g')
  return new Map([...text.matchAll(pattern)].map(([, doc, name]) => [name ?? '', lines(doc)]))
}

/** Members of an interface or object with their doc comments: `name`, then what stands after it. */
export function members(
  block: string,
): readonly { readonly name: string; readonly value: string; readonly doc: Lines }[] {
  const pattern = new RegExp(
    `(?:${comment}\\s*)?^  (?:readonly )?'?([\\w-]+)'?\\??: (.*?),?$`,
    'gm',
  )
  return [...block.matchAll(pattern)].map(([, doc, name = '', value = '']) => ({
    name,
    value,
    doc: lines(doc),
  }))
}

/** What stands between the braces after `head`, e.g. `export interface ShopEvents`. */
export function block(text: string, head: string): string {
  const start = text.indexOf(head)
  if (start < 0) throw new Error(`nothing here begins with: ${head}`)
  const open = text.indexOf('{', start)
  return text.slice(open + 1, text.indexOf('\n}', open) + 1)
}

function lines(doc = ''): Lines {
  return doc
    .split('\n')
    .map((line) => line.replace(/^\s*\*? ?/, '').trimEnd())
    .filter((line, i, all) => line !== '' || (i > 0 && i < all.length - 1))
}

/** The first paragraph as one line. */
export function firstParagraph(doc: Lines): string {
  const end = doc.findIndex((line) => line === '' || line.startsWith('@'))
  return (end < 0 ? doc : doc.slice(0, end)).join(' ').trim()
}
