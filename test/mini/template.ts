/** A template as an app's compiler reads it. */
export interface TemplateNode {
  readonly tag: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly (TemplateNode | string)[]
}

/** @throws Error for tags that do not close, as the apps' tools do */
export function parseTemplate(text: string): TemplateNode {
  const root = { tag: '', attributes: {}, children: [] as (TemplateNode | string)[] }
  const open = [root]
  const here = () => open[open.length - 1] ?? root
  const token = /<\/([\w-]+)>|<([\w-]+)((?:\s+[\w:-]+(?:="[^"]*")?)*)\s*(\/)?>|([^<]+)/gy
  let end = 0
  for (const [whole, closed, tag, attributes = '', alone, words] of text.matchAll(token)) {
    end += whole.length
    if (closed) {
      if (open.pop()?.tag !== closed) throw new Error(`</${closed}> closes nothing`)
    } else if (tag) {
      const node = { tag, attributes: readAttributes(attributes), children: [] }
      here().children.push(node)
      if (!alone) open.push(node)
    } else if (words?.trim()) here().children.push(words)
  }
  if (end !== text.length) throw new Error(`no template: ${text.slice(end, end + 40)}`)
  if (open.length > 1) throw new Error(`<${here().tag}> is not closed`)
  return root
}

function readAttributes(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/([\w:-]+)(?:="([^"]*)")?/g)]
  return Object.fromEntries(pairs.map(([, name, value = '']) => [name, value]))
}

/** What a text with `{{…}}` is worth: the value itself where it is nothing else. */
export function evaluate(text: string, scope: object): unknown {
  const only = /^\{\{([^}]*)\}\}$/.exec(text)?.[1]
  if (only !== undefined) return expression(only, scope)
  return text.replace(/\{\{([^}]*)\}\}/g, (_, each: string) =>
    String(expression(each, scope) ?? ''),
  )
}

function expression(text: string, scope: object): unknown {
  // Names that are not there are worth nothing, and so is what is asked of them.
  const quiet = text.replace(/(?<=[\w\]])\.(?=[A-Za-z])/g, '?.')
  const names = new Proxy(scope, { has: (_, name) => typeof name === 'string' })
  return new Function('names', `with (names) { return (${quiet}) }`)(names)
}
