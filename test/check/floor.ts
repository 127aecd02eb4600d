import { globSync, readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import { buildWidgets } from '../browser/built-widgets.ts'
import { scriptAbove, sheetsIn } from './floor-script.ts'
import { styleAbove } from './floor-style.ts'
import type { Check } from './workspace.ts'

/** Everything that a browser gets from us is read by Chromium 75 and Safari 13. */
export const floor: Check = {
  name: 'floor',
  run(root) {
    buildWidgets()
    const found = [...built(root), ...written(root)]
    const findings = found.flatMap(({ path, read }) =>
      read(readFileSync(join(root, path), 'utf8')).map((what) => `${path}: ${what}`),
    )
    return { facts: `${found.length} files for browsers`, findings }
  },
}

interface Shipped {
  readonly path: string
  read(text: string): string[]
}

/** The embed files that the manifest names; what the compiler writes beside them, nobody is given. */
function built(root: string): Shipped[] {
  const folder = 'packages/widgets/dist/embed'
  const text = readFileSync(join(root, folder, 'manifest.json'), 'utf8')
  const { files }: { files: { file: string }[] } = JSON.parse(text)
  const embed = files.map(({ file }) => ({
    path: `${folder}/${file}`,
    read: file.endsWith('.css') ? styleAbove : readScript,
  }))
  return [...embed, { path: 'packages/widgets/dist/server.js', read: readSheets }]
}

function written(root: string): Shipped[] {
  const exclude = ['**/node_modules/**', '**/dist/**']
  return sources.flatMap(({ files, read }) =>
    globSync([...files], { cwd: root, exclude }).map((path) => ({ path, read })),
  )
}

/** What browsers get as it is written or drawn, and how it is looked at. */
const sources: readonly {
  readonly files: readonly string[]
  read(text: string): string[]
}[] = [
  { files: ['examples/*/**/*.css'], read: styleAbove },
  {
    files: ['packages/gateway/src/pages/*.ts'],
    read: (text) => readSheets(stripTypeScriptTypes(text)),
  },
  {
    files: ['packages/gateway/src/payments/pay-script.ts'],
    read: (code) => [...readOwnScript(code, 'payScript'), ...readOwnStyles(code, 'payStyles')],
  },
  {
    files: ['packages/gateway/src/personal/data-script.ts'],
    read: (code) => readOwnScript(code, 'dataScript'),
  },
  {
    files: ['packages/gateway/src/personal/data-styles.ts'],
    read: (code) => readOwnStyles(code, 'dataStyles'),
  },
  { files: ['examples/*/*.html'], read: readPage },
]

const textOf = (code: string, name: string) => new RegExp(`${name} = \`([^\`]*)\``).exec(code)?.[1]

/** The script of one page, which is written as text. */
function readOwnScript(code: string, name: string): string[] {
  const script = textOf(code, name)
  if (script === undefined) return [`has no ${name}`]
  return scriptAbove(script).map(({ what, line }) => `${what} in line ${line} of ${name}`)
}

/** The styles of one page, which are written as text. */
function readOwnStyles(code: string, name: string): string[] {
  const styles = textOf(code, name)
  return styles === undefined ? [`has no ${name}`] : styleAbove(styles)
}

/** Drawn on the server: only what stands in it as text reaches a browser. */
function readSheets(code: string): string[] {
  return sheetsIn(code).flatMap(styleAbove)
}

function readScript(code: string): string[] {
  const above = scriptAbove(code).map(({ what, line }) => `${what} in line ${line}`)
  return [...above, ...readSheets(code)]
}

function readPage(html: string): string[] {
  const scripts = [...html.matchAll(/<script(?![^>]*application\/json)[^>]*>(.*?)<\/script>/gs)]
  const styles = [...html.matchAll(/<style[^>]*>(.*?)<\/style>/gs)]
  return [
    ...scripts.flatMap(([, code = '']) => readScript(code)),
    ...styles.flatMap(([, sheet = '']) => styleAbove(sheet)),
  ]
}
