import type { Params } from './sign.ts'

/**
 * A form as the parameters it was made of, decoded once. Undefined for bytes that are none, and for a
 * form that says something twice: whoever reads the other value would read another notice.
 */
export function readForm(bytes: Uint8Array): Params | undefined {
  const params: Record<string, string> = {}
  const text = decode(bytes)
  if (text === undefined) return undefined
  for (const pair of text.split('&')) {
    const [name, value] = pairOf(pair)
    if (name === undefined || value === undefined || Object.hasOwn(params, name)) return undefined
    Object.defineProperty(params, name, { value, enumerable: true })
  }
  return params
}

function pairOf(pair: string): readonly (string | undefined)[] {
  const at = pair.indexOf('=')
  if (at < 1) return []
  return [unescaped(pair.slice(0, at)), unescaped(pair.slice(at + 1))]
}

function unescaped(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return undefined
  }
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
