import { fileURLToPath } from 'node:url'
import * as valibot from 'valibot'
import type { Plugin } from 'vite'

const source = (path: string) => fileURLToPath(new URL(`../src/${path}`, import.meta.url))

/**
 * Pages check nothing by schema: the gateway does. But the bundler keeps every schema that stands
 * beside a rule, because it does not see through valibot's exports that its functions do nothing.
 * So schemas are made of nothing here; checking by one fails the build, for want of the function.
 */
export function withoutSchemas(): Plugin {
  const stub = '\0xiaopu:no-schema'
  const makers = Object.keys(valibot).filter((name) => !/^(is$|parse|safeParse|assert)/.test(name))
  return {
    name: 'xiaopu:without-schemas',
    enforce: 'pre',
    resolveId: (id) => (id === 'valibot' ? stub : undefined),
    load: (id) =>
      id === stub
        ? `const none = () => ({ entries: {} })\n${makers.map((name) => `export { none as ${name} }`).join('\n')}`
        : undefined,
    transform: {
      filter: { code: /import \* as v from 'valibot'/ },
      handler: (code) => code.replace(/\bv\.\w+\(/g, '/*@__PURE__*/ $&'),
    },
  }
}

/** Pages get short stand-ins for two modules of which they use little; tests hold them to the originals. */
export function standIns(): Plugin {
  return {
    name: 'xiaopu:stand-ins',
    enforce: 'pre',
    resolveId(id, importer) {
      if (id === 'nanostores') return source('stand-in/atom.ts')
      return id === './error.ts' && importer?.includes('/domain/')
        ? source('stand-in/shop-error.ts')
        : undefined
    },
  }
}
