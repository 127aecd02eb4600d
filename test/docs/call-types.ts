import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The adapter's sources as the reference reads them: what goes in and out stands in their types. */
export interface CallTypes {
  /** What `run(calls.<name>, …)` takes; empty where it takes nothing. */
  input(name: string): string
  /** What it answers; empty where it answers nothing. */
  output(name: string): string
  /** The declarations of the types that a text speaks of, and of those that they speak of. */
  declarations(text: string): readonly string[]
}

export function callTypes(root: string): CallTypes {
  const files = globSync('packages/alibaba/src/**/*.ts', { cwd: root })
    .filter((path) => !/\.test\./.test(path))
    .sort()
    .map((path) => readFileSync(join(root, path), 'utf8'))
  const every = files.join('\n')

  /** The declaration of a call, with what it spreads from its own file. */
  const declared = (name: string): string => {
    const file = files.find((text) => text.includes(`export const ${name} = defineCall({`)) ?? ''
    const own = blockAfter(file, `export const ${name} = defineCall({`)
    const spread = [...own.matchAll(/^ {2}\.\.\.(\w+),$/gm)].map(([, each = '']) =>
      [blockAfter(file, `const ${each} = {`), blockAfter(every, `export const ${each} = {`)].join(
        '\n',
      ),
    )
    return [own, ...spread].join('\n')
  }

  return {
    input: (name) => {
      const text = declared(name)
      const inline = /^ {2}params: \(([\s\S]*?)\) =>/m.exec(text)?.[1]
      const named = /^ {2}params(?:: (\w+))?,$/m.exec(text)
      const list = inline ?? signatureOf(every, named?.[1] ?? (named ? 'params' : ''))
      return plain(typeOfParameter(list))
    },
    output: (name) => {
      const text = declared(name)
      const inline = /^ {2}read: \([\s\S]*?\)(?:: ([\s\S]*?))? =>\s(?:(\w+)\()?/m.exec(text)
      if (inline?.[1]) return plain(inline[1])
      if (inline) return plain(inline[2] ? resultOf(every, inline[2]) : '')
      const named = /^ {2}read(?:: (\w+))?,$/m.exec(text)
      const reader = named?.[1] ?? 'read'
      const file = files.find((each) => each.includes(`export const ${name} = defineCall({`)) ?? ''
      return plain(resultOf(file, reader) || resultOf(every, reader))
    },
    declarations: (text) => {
      const found = new Map<string, string>()
      const look = (where: string): void => {
        for (const [name] of where.matchAll(/\b[A-Z][A-Za-z0-9]+\b/g)) {
          if (found.has(name)) continue
          const declaration = declarationOf(every, name)
          if (declaration === '') continue
          found.set(name, plain(declaration))
          look(declaration)
        }
      }
      look(text)
      return [...found].sort(([a], [b]) => a.localeCompare(b, 'en')).map(([, each]) => each)
    },
  }
}

/** From `head` to the line that closes it. */
function blockAfter(text: string, head: string): string {
  const start = text.indexOf(head)
  if (start < 0) return ''
  const from = text.indexOf('\n', start)
  return text.slice(from + 1, text.indexOf('\n}', from))
}

/** `{ a, b }: Input` is of the type Input; without a type there is nothing to give. */
function typeOfParameter(list: string): string {
  const text = list.trim().replace(/,$/, '')
  const destructured = /^\{[\s\S]*?\}:([\s\S]*)$/.exec(text)?.[1]
  return (destructured ?? /^\w+:([\s\S]*)$/.exec(text)?.[1] ?? '').trim()
}

const signatureOf = (text: string, name: string): string =>
  new RegExp(`const ${name} = \\(([\\s\\S]*?)\\)(?::[^=]*)? =>`).exec(text)?.[1] ??
  new RegExp(`function ${name}\\(([\\s\\S]*?)\\)(?::[^\\n]*)? \\{\\n`).exec(text)?.[1] ??
  ''

const resultOf = (text: string, name: string): string =>
  new RegExp(`function ${name}\\([\\s\\S]*?\\n?\\): ([^\\n]*) \\{\\n`).exec(text)?.[1] ??
  new RegExp(`const ${name} = \\([\\s\\S]*?\\): ([\\s\\S]*?) =>`).exec(text)?.[1] ??
  ''

/** An exported interface or type with the comment above it. */
function declarationOf(text: string, name: string): string {
  const comment = String.raw`(?:\/\*\*(?:(?!\*\/)[\s\S])*\*\/\n)?`
  const asInterface = `export interface ${name}(?: extends [^{]*)? \\{[\\s\\S]*?\\n\\}`
  const asType = `export type ${name} =[\\s\\S]*?(?=\\n\\n|\\nexport|\\nconst)`
  return new RegExp(`${comment}(?:${asInterface}|${asType})`).exec(text)?.[0] ?? ''
}

/** As a reader needs it: everything is readonly. */
const plain = (text: string): string =>
  text
    .replaceAll(/\breadonly /g, '')
    .replaceAll(/^export /gm, '')
    .trim()
