import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, posix } from 'node:path'

export interface CodeBlock {
  /** What stands after the fence: `ts run`, `sh`. */
  readonly info: string
  readonly text: string
}

export interface Heading {
  readonly level: number
  readonly text: string
}

/** A Markdown file of the repository, read as its readers see it. */
export interface Document {
  /** Below the repository's root, with `/`. */
  readonly path: string
  readonly headings: readonly Heading[]
  readonly code: readonly CodeBlock[]
  /** Where links and pictures lead, as written. */
  readonly links: readonly string[]
}

/** Every Markdown file that git knows or would know. */
export function documents(root: string): readonly Document[] {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '*.md']
  return execFileSync('git', args, { cwd: root, encoding: 'utf8' })
    .split('\0')
    .filter((path) => path !== '')
    .sort()
    .map((path) => readDocument(path, readFileSync(join(root, path), 'utf8')))
}

/** Commands of a guide that are marked to be run, in the order in which a reader types them. */
export function commandsOf(root: string, guide: string): readonly string[] {
  return documents(root)
    .filter(({ path }) => path === guide)
    .flatMap(({ code }) => code.filter(({ info }) => info === 'sh run'))
    .flatMap(({ text }) => text.trim().split('\n'))
}

function readDocument(path: string, text: string): Document {
  const fence = /^```(.*)\n([\s\S]*?)^```$/gm
  const code = [...text.matchAll(fence)].map(([, info = '', body = '']) => ({
    info: info.trim(),
    text: body,
  }))
  const prose = text.replaceAll(fence, '').replaceAll(/<!--[\s\S]*?-->/g, '')
  const headings = [...prose.matchAll(/^(#{1,6}) (.+)$/gm)].map(([, marks = '', heading = '']) => ({
    level: marks.length,
    text: heading,
  }))
  const plain = prose.replaceAll(/`[^`\n]*`/g, '')
  const links = [...plain.matchAll(/\]\(([^)\s]+)\)|(?:src|href)="([^"]+)"/g)]
  return { path, headings, code, links: links.map(([, link, source]) => link ?? source ?? '') }
}

/** The fragment that a heading gets on a Git host. */
export function anchor({ text }: Heading): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{Letter}\p{Number}\s_-]/gu, '')
    .replaceAll(/\s/g, '-')
}

/** Where a link inside the repository leads: a path and, where it names one, a heading. */
export function target(from: Document, link: string): { path: string; fragment?: string } {
  const [to = '', fragment] = link.split('#')
  const path = to === '' ? from.path : posix.join(posix.dirname(from.path), to)
  return { path, ...(fragment && { fragment: decodeURIComponent(fragment) }) }
}

/** A document's programs as one: its `ts run` blocks in reading order. */
export function programOf({ code }: Document): string | undefined {
  const blocks = code.filter(({ info }) => info === 'ts run').map(({ text }) => text)
  return blocks.length > 0 ? blocks.join('\n') : undefined
}

/** Code without what is said in it to the reader, so that two languages can be compared. */
export function bare(text: string): string {
  return text
    .replaceAll(/<!--[\s\S]*?-->/g, '')
    .replaceAll(/(^|\s)(\/\/|#) .*$/gm, '')
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .join('\n')
}

/** What a document says that its program prints; undefined where it does not say. */
export function outputOf({ code }: Document): string | undefined {
  const blocks = code.filter(({ info }) => info === 'text output').map(({ text }) => text)
  return blocks.length > 0 ? blocks.join('') : undefined
}
