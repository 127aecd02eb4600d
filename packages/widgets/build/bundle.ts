import { fileURLToPath } from 'node:url'
import { build, type InlineConfig, type Plugin, type Rolldown } from 'vite'
import { standIns, withoutSchemas } from '../../client/build/lean.ts'

/** The oldest web views that buyers come with: WeChat and Douyin on old phones. */
export const floor = ['chrome75', 'safari13']

export const source = (path: string) => fileURLToPath(new URL(`../src/${path}`, import.meta.url))

// Vite takes development's JSX where this says anything else, as it does under a test runner.
process.env.NODE_ENV = 'production'

const base: InlineConfig = {
  mode: 'production',
  configFile: false,
  logLevel: 'error',
  publicDir: false,
  resolve: { conditions: ['@xiaopu/source', '@xiaopu/tsx', 'module', 'browser', 'production'] },
  define: { 'process.env.NODE_ENV': '"production"' },
  oxc: {
    jsx: { runtime: 'automatic', importSource: '#render' },
    assumptions: { setPublicClassFields: true, noDocumentAll: true },
    target: 'es2021',
  },
}

/**
 * Bundles for browsers, in memory and not yet tightened. `homes` says in which entry's file the modules live that several
 * entries need: earlier names first.
 */
export async function bundle(
  input: Record<string, string>,
  homes: Readonly<Record<string, ReadonlySet<string>>> = {},
): Promise<Rolldown.OutputChunk[]> {
  const groups = Object.entries(homes).map(([name, modules], index) => ({
    name,
    test: (id: string) => modules.has(id),
    priority: 10 - index,
  }))
  const result = await build({
    ...base,
    oxc: { ...base.oxc, jsx: { runtime: 'classic', pragma: 'h', pragmaFrag: 'Fragment' } },
    plugins: [
      standIns(),
      ownCopies(homes),
      tightStyles(),
      withoutSchemas(),
      withoutPreloads(),
      shortJsx(),
    ],
    build: {
      write: false,
      target: floor,
      minify: false,
      modulePreload: false,
      rolldownOptions: {
        input,
        preserveEntrySignatures: false,
        treeshake: { propertyReadSideEffects: false },
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          chunkFileNames: '[name]-[hash].js',
          codeSplitting: { groups },
        },
      },
    },
  })
  const outputs = (Array.isArray(result) ? result : [result]) as Rolldown.RolldownOutput[]
  return outputs
    .flatMap(({ output }) => output)
    .filter((file): file is Rolldown.OutputChunk => file.type === 'chunk')
}

/** `dist/server.js`: the views for Node, which strips types but knows no JSX. */
export async function bundleServer(outDir: string): Promise<void> {
  // Said twice: for a server's bundle Vite reads the second place, and without it would take our
  // packages as they were compiled last, or fail where they never were.
  const resolve = {
    conditions: ['@xiaopu/source', '@xiaopu/tsx', 'module', 'node', 'production'],
  }
  await build({
    ...base,
    resolve,
    ssr: { noExternal: [/^@xiaopu\//], resolve },
    // Letter for letter the styles of the pages' files: a card that was painted keeps its sheet.
    plugins: [tightStyles()],
    build: {
      ssr: source('server/index.tsx'),
      outDir,
      emptyOutDir: false,
      target: 'node22',
      minify: false,
      rolldownOptions: { output: { format: 'es', entryFileNames: 'server.js' } },
    },
  })
}

/** Styles are written to be read; a page gets them without the air. */
function tightStyles(): Plugin {
  return {
    name: 'xiaopu:tight-styles',
    transform: {
      filter: { id: /\.css\.ts($|\?)/ },
      handler: (code) => code.replace(/\n\s*/g, '\n').replace(/([{};])\n/g, '$1'),
    },
  }
}

const mark = '?apart'

/** An entry that shares nothing with the other lazy ones: what several need it has once more for itself. */
export const apart = (entry: string): string => entry + mark

/** What an entry of its own needs is another module than the same one elsewhere; not where it has a home. */
function ownCopies(homes: Readonly<Record<string, ReadonlySet<string>>>): Plugin {
  return {
    name: 'xiaopu:own-copies',
    enforce: 'pre',
    async resolveId(id, importer, options) {
      if (!importer?.endsWith(mark)) return undefined
      const found = await this.resolve(id, importer.slice(0, -mark.length), {
        ...options,
        skipSelf: true,
      })
      const isAtHome = Object.values(homes).some((modules) => found && modules.has(found.id))
      return found && !isAtHome ? { ...found, id: apart(found.id) } : found
    },
  }
}

/** What Vite wraps every `import()` in: a module that several files need. */
export const preloadHelper = '\0vite/preload-helper.js'

/** Vite wraps every `import()` in code that preloads what the chunk needs; ours need nothing. */
function withoutPreloads(): Plugin {
  return {
    name: 'xiaopu:without-preloads',
    enforce: 'pre',
    load: (id) =>
      id === preloadHelper ? 'export const __vitePreload = (load) => load()' : undefined,
  }
}

const renderer = source('render/index.ts')

/** `h(type, props, ...children)` takes fewer bytes at each call than the `jsx` that compilers take. */
function shortJsx(): Plugin {
  return {
    name: 'xiaopu:short-jsx',
    enforce: 'pre',
    transform: {
      filter: { id: /\.tsx($|\?)/ },
      handler: (code) => `import { Fragment, h } from '${renderer}'\n${code}`,
    },
  }
}
