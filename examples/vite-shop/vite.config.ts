import { defineConfig } from 'vite'

export default defineConfig({
  // Inside this repository the packages are taken from their sources; an application of your own
  // needs no `resolve` at all.
  resolve: { conditions: ['@xiaopu/source', 'module', 'browser', 'development|production'] },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
})
