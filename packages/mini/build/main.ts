/** Builds the components for the four apps: `dist/wechat`, `dist/douyin`, `dist/kuaishou`, `dist/xiaohongshu`. */
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundleMini } from '../../client/build/bundle.ts'
import { componentFiles } from './components.ts'
import { targets } from './targets.ts'

const dist = fileURLToPath(new URL('../dist/', import.meta.url))
const entry = fileURLToPath(new URL('../src/index.ts', import.meta.url))
const code = await bundleMini(entry, 'cjs')

for (const target of targets) {
  const folder = join(dist, target.name)
  await rm(folder, { recursive: true, force: true })
  const files = {
    ...componentFiles(target),
    'package.json': '{ "type": "commonjs" }\n',
    'xiaopu.js': code,
  }
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  const bytes = Object.values(files).reduce((sum, text) => sum + Buffer.byteLength(text), 0)
  console.log(`${target.name}: ${Object.keys(files).length} files, ${bytes} B`)
}
