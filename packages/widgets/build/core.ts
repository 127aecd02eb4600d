import { parseAst } from 'vite'

/**
 * What the first card's file holds is needed by every other file, and is on the page already when
 * those come; but the gateway answers it under a changing address, so that an `import` of it would
 * fetch and run a second preact. Therefore the first card's file keeps what it would export under a
 * well-known symbol, and the others read it there.
 */
const place = (version: string) => `globalThis[Symbol.for("xiaopu/${version}")]`

interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** Turns the shared chunk into the first card's file: a script that runs once however often it comes. */
export function closeCore(code: string, version: string): string {
  const exported: string[] = []
  const edits = parseAst(code).body.flatMap((node): Edit[] => {
    if (node.type === 'ImportDeclaration') {
      throw new Error(`the first card's file must import nothing, but needs ${node.source.value}`)
    }
    if (node.type !== 'ExportNamedDeclaration') return []
    for (const { local, exported: name } of node.specifiers) {
      exported.push(`${nameOf(name)}:${nameOf(local)}`)
    }
    return [{ start: node.start, end: node.end, text: '' }]
  })
  const here = place(version)
  return `(()=>{if(${here})return;${edit(code, edits)}\n${here}={${exported.join(',')}}})();\n`
}

/** Lets another file read from the first card's file what it imports from the shared chunk. */
export function openCore(code: string, version: string, coreFile: string): string {
  const edits = parseAst(code).body.flatMap((node): Edit[] => {
    if (node.type !== 'ImportDeclaration' || !node.source.value.endsWith(coreFile)) return []
    const names = node.specifiers.map((specifier) => {
      if (specifier.type !== 'ImportSpecifier') throw new Error('only named imports of the core')
      return `${nameOf(specifier.imported)}:${specifier.local.name}`
    })
    const text = names.length > 0 ? `const{${names.join(',')}}=${place(version)};` : ''
    return [{ start: node.start, end: node.end, text }]
  })
  return edit(code, edits)
}

function nameOf(node: { type: string; name?: string; value?: unknown }): string {
  return node.name ?? JSON.stringify(node.value)
}

function edit(code: string, edits: readonly Edit[]): string {
  return edits.reduceRight(
    (text, { start, end, text: put }) => text.slice(0, start) + put + text.slice(end),
    code,
  )
}
