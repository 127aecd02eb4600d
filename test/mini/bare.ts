import { createContext, runInContext } from 'node:vm'

/** What the language has in Chromium 86 and Safari 13 lacks of what Node brings: engines of old phones. */
const younger = `
for (const [owner, names] of [
  [Object, ['hasOwn', 'groupBy']],
  [Array.prototype, ['at', 'findLast', 'findLastIndex', 'toSorted', 'toReversed', 'with', 'toSpliced']],
  [String.prototype, ['at', 'replaceAll', 'isWellFormed', 'toWellFormed']],
  [Promise, ['any', 'withResolvers', 'try']],
  [Map, ['groupBy']],
  [globalThis, ['WeakRef', 'FinalizationRegistry', 'AggregateError', 'WebAssembly', 'Iterator']],
]) for (const name of names) Reflect.deleteProperty(owner, name)
`

export interface Bare {
  /** Runs a CommonJS file and answers what it exports. */
  load(code: string, require?: (path: string) => unknown): Record<string, unknown>
}

/**
 * A realm as the logic layer of a mini-program has it: the language and timers, the app's own
 * objects, nothing of the Web, and no way to make code of text.
 */
export function bareRealm(globals: Readonly<Record<string, unknown>>): Bare {
  const { setTimeout, clearTimeout, setInterval, clearInterval } = globalThis
  const timers = { setTimeout, clearTimeout, setInterval, clearInterval }
  const context = createContext(
    { console, ...timers, ...globals },
    { codeGeneration: { strings: false, wasm: false } },
  )
  runInContext(younger, context)
  return {
    load(code, require = () => ({})) {
      const run = runInContext(`(function (module, exports, require) {${code}\n})`, context)
      const module = { exports: {} }
      run(module, module.exports, require)
      return module.exports
    },
  }
}
