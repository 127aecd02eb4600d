import { defineConfig } from 'vite'

export default defineConfig({
  // Inside this repository the packages are taken from their sources; an application of your own
  // needs no `resolve` at all.
  resolve: { conditions: ['@xiaopu/source', 'module', 'browser', 'development|production'] },
  // Old web views inside WeChat and Douyin read no newer syntax.
  build: { target: ['chrome75', 'safari13'] },
})
