// Of a string's plain signs none is remembered on the way: a long one would fill the pattern's stack.
const token = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]/g

/**
 * The object that a member of a JSON object holds, character by character as it came: Alipay signs
 * its answers over exactly that. The first of that name counts, so that what is verified is also
 * what is read.
 */
export function memberText(json: string, name: string): string | undefined {
  const wanted = JSON.stringify(name)
  let depth = 0
  let last = ''
  let start: number | undefined
  for (const { 0: found, index } of json.matchAll(token)) {
    if (found === '{' || found === '[') {
      if (depth === 1 && last === `${wanted}:` && found === '{') start ??= index
      depth += 1
    } else if (found === '}' || found === ']') {
      depth -= 1
      if (depth === 1 && start !== undefined) return json.slice(start, index + 1)
    }
    last = found === ':' ? `${last}:` : found
  }
  return undefined
}
