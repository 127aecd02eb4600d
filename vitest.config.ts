import { defineConfig } from 'vitest/config'

const conditions = ['@xiaopu/source', '@xiaopu/tsx']
const resolve = { conditions: [...conditions, 'module', 'node', 'development|production'] }
const ssr = { resolve: { conditions: [...conditions, 'module', 'node', 'development|production'] } }
/** JSX in the elements' sources is theirs: `packages/widgets` says what `#render` is. */
const oxc = {
  jsx: { runtime: 'automatic' as const, importSource: '#render', development: false },
}

/** Where CI wants the counts, as JSON; a person sees the same run without it. */
const report = process.env.XIAOPU_TEST_REPORT
const reporters = [
  'default' as const,
  ...(report ? [['json', { outputFile: report }] as ['json', { outputFile: string }]] : []),
]

/**
 * `node`: rules, protocols and the gateway on real PostgreSQL. `dom`: elements in happy-dom.
 * `browser`: what a person sees, in real Chromium; one file at a time, two cores are shared.
 */
export default defineConfig({
  test: {
    reporters,
    projects: [
      {
        resolve,
        ssr,
        oxc,
        test: {
          name: 'node',
          // Most of a test's time is PostgreSQL's or a process's of its own: two cores carry two files.
          maxWorkers: 2,
          // Test files of one process load modules once and find them warm; what a file opens it closes.
          isolate: false,
          setupFiles: ['test/file-end.ts'],
          // It is published as TypeScript, which Node does not read below node_modules.
          server: { deps: { inline: ['1688-api'] } },
          include: ['packages/*/src/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: ['packages/widgets/**', 'test/browser/**', '**/node_modules/**'],
          // Here too: a test that starts the whole shop would otherwise build at the same time.
          globalSetup: ['test/browser/built-widgets.ts', 'test/servers.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        resolve: { conditions: [...conditions, 'module', 'browser', 'development|production'] },
        ssr,
        oxc,
        test: {
          name: 'dom',
          include: ['packages/widgets/src/**/*.test.{ts,tsx}'],
          environment: 'happy-dom',
          // Against what hangs, as above: properties take as long as a busy machine lets them.
          testTimeout: 30_000,
        },
      },
      {
        resolve,
        ssr,
        oxc,
        test: {
          name: 'browser',
          include: ['test/browser/*.test.{ts,tsx}'],
          globalSetup: ['test/browser/built-widgets.ts', 'test/servers.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
