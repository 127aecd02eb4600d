/**
 * Builds the components for the four apps: `dist/wechat`, `dist/douyin`, `dist/kuaishou`, `dist/xiaohongshu`.
 * With a folder, builds the program in it instead: `<folder>/dist/mini-wechat` and so on.
 */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { packageFiles, programFiles } from './program.ts'
import { targets } from './targets.ts'
import { write } from './write.ts'

const [folder] = process.argv.slice(2)
const dist = fileURLToPath(new URL('../dist/', import.meta.url))

for (const target of targets) {
  const to = folder ? join(folder, 'dist', `mini-${target.name}`) : join(dist, target.name)
  await rm(to, { recursive: true, force: true })
  const files = folder ? await programFiles(folder, target) : await packageFiles(target)
  const bytes = await write(to, files)
  console.log(`${to}: ${Object.keys(files).length} files, ${bytes} B`)
}
