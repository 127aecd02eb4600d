import { parseAst } from 'vite'

/**
 * What the first card's file and the file for buying hold is needed by every other file, and is on
 * the page already when those come; but the gateway answers the first under a changing address, so
 * that an `import` of it would fetch and run a second renderer. Therefore these two keep what they
 * would export under a well-known symbol, and others read it there.
 */
export type Place = string

export function placeOf(entry: string, version: string): Place {
  return `globalThis[Symbol.for("xiaopu/${version}/${entry}")]`
}

interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** The names that a file imports from the chunk `file`. */
export function importedFrom(file: string, code: string): string[] {
  return parseAst(code).body.flatMap((node) =>
    node.type === 'ImportDeclaration' && node.source.value === `./${file}`
      ? node.specifiers.flatMap((each) =>
          each.type === 'ImportSpecifier' ? [nameOf(each.imported)] : [],
        )
      : [],
  )
}

/** Exports of a chunk only what others import from it, so that the rest can fall away. */
export function keepExports(code: string, wanted: ReadonlySet<string>): string {
  const edits = parseAst(code).body.flatMap((node): Edit[] => {
    if (node.type !== 'ExportNamedDeclaration') return []
    const kept = node.specifiers.filter(({ exported }) => wanted.has(nameOf(exported)))
    const names = kept.map(({ local, exported }) => `${nameOf(local)} as ${nameOf(exported)}`)
    return [{ start: node.start, end: node.end, text: `export{${names.join(',')}};` }]
  })
  return edit(code, edits)
}

/** Turns a shared chunk into a script that runs once, however often and from wherever it comes. */
export function closeShared(code: string, here: Place): string {
  const exported: string[] = []
  const edits = parseAst(code).body.flatMap((node): Edit[] => {
    if (node.type === 'ImportDeclaration') {
      throw new Error(`a shared file must import nothing, but needs ${node.source.value}`)
    }
    if (node.type !== 'ExportNamedDeclaration') return []
    for (const { local, exported: name } of node.specifiers) {
      exported.push(`${nameOf(name)}:${nameOf(local)}`)
    }
    return [{ start: node.start, end: node.end, text: '' }]
  })
  const body = edit(code, edits)
  return `(()=>{if(${here})return;${body}\n${here}={${exported.join(',')}}})();\n`
}

/** Lets a file read at `there` what it imports from the chunk `file`. */
export function openShared(code: string, file: string, there: Place): string {
  const edits = parseAst(code).body.flatMap((node): Edit[] => {
    if (node.type !== 'ImportDeclaration' || node.source.value !== `./${file}`) return []
    const names = node.specifiers.map((specifier) => {
      if (specifier.type !== 'ImportSpecifier') throw new Error('only named imports are shared')
      return `${nameOf(specifier.imported)}:${specifier.local.name}`
    })
    const text = names.length > 0 ? `const{${names.join(',')}}=${there};` : ''
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
