import type { Target } from './targets.ts'

/** Parts of templates that several use, by name: `<use:price of="card.price" />`. */
export type Fragments = Readonly<Record<string, string>>

/** Puts the fragments in; in them `$` stands for what `of` names. */
export function expand(template: string, fragments: Fragments): string {
  const whole = template.replace(
    /<use:([\w-]+) of="([^"]+)" \/>/g,
    (_, name: string, of: string) => {
      const fragment = fragments[name]
      if (fragment === undefined) throw new Error(`no fragment ${name}`)
      return fragment.replaceAll('$', of)
    },
  )
  return whole === template ? tightened(whole) : expand(whole, fragments)
}

/** The fragments that a template names itself. */
export function fragmentsIn(template: string): string[] {
  const names = [...template.matchAll(/<use:([\w-]+) /g)].map(([, name = '']) => name)
  return [...new Set(names)].sort()
}

/** Between elements blanks are shown as blanks by some apps. */
function tightened(template: string): string {
  return template.replace(/>\s+</g, '><').replace(/\s+/g, ' ').trim()
}

/** From WeChat's dialect into that of a target. */
export function translate(template: string, { host, aria }: Target): string {
  const told = showWaiting(template).replace(/(\s)wx:/g, `$1${host}:`)
  return aria ? told : told.replace(/\saria-[\w-]+="[^"]*"/g, '')
}

/** Styles of components may not ask for attributes: what is disabled gets a class. */
function showWaiting(template: string): string {
  return template.replace(/<button\b[^>]*>/g, (tag) => {
    const when = /\sdisabled="\{\{([^}]+)\}\}"/.exec(tag)?.[1]
    if (!when) return tag
    return tag.replace(/class="([^"]*)"/, (_, names: string) => {
      return `class="${names} {{${when} ? 'waits' : ''}}"`
    })
  })
}

/** Our components that a template uses. */
export function usedIn(template: string): string[] {
  const names = [...template.matchAll(/<xp-([\w-]+)/g)].map(([, name = '']) => name)
  return [...new Set(names)].sort()
}

/** The methods that a template calls. */
export function calledIn(template: string): string[] {
  const calls = [...template.matchAll(/\s(?:bind|catch):?\w+="(\w+)"/g)]
  return [...new Set(calls.map(([, name = '']) => name))].sort()
}
