/** Builds the client for mini-programs: one file without imports, as a module and as CommonJS. */
import { mkdir, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { bundleMini } from './bundle.ts'

const dist = fileURLToPath(new URL('../dist/', import.meta.url))
const entry = fileURLToPath(new URL('../src/mini.ts', import.meta.url))

await mkdir(`${dist}miniprogram`, { recursive: true })
const files = {
  'mini-bundle.js': await bundleMini(entry, 'es'),
  // What the hosts' own tools take over from npm; they know CommonJS.
  'miniprogram/mini.js': await bundleMini(entry, 'cjs'),
  'miniprogram/package.json': '{ "type": "commonjs" }\n',
}
for (const [file, code] of Object.entries(files)) await writeFile(dist + file, code)
console.table(
  Object.entries(files).map(([file, code]) => ({
    file,
    bytes: code.length,
    gzip: gzipSync(code, { level: 9 }).length,
  })),
)
