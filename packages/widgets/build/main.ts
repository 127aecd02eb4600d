/** Builds `dist/embed` (what pages load) and `dist/server.js` (what the gateway draws with). */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Rolldown } from 'vite'
import { bundle, bundleServer, source } from './bundle.ts'
import { closeCore, openCore } from './core.ts'
import { type Draft, describe, pinned } from './files.ts'

const dist = fileURLToPath(new URL('../dist/', import.meta.url))
const manifestUrl = new URL('../package.json', import.meta.url)
const { version } = JSON.parse(await readFile(manifestUrl, 'utf8')) as { version: string }

/** Elements that come as files of their own: tag to entry. */
const lazy: Readonly<Record<string, string>> = {
  'xp-grid': source('embed/xp-grid.ts'),
  'xp-product': source('embed/xp-product.ts'),
}

/** Which modules the first card needs: found by bundling it alone. */
async function coreModules(): Promise<Set<string>> {
  const chunks = await bundle({ 'first-card': source('embed/first-card.ts') }, () => false)
  return new Set(chunks.flatMap((chunk) => chunk.moduleIds))
}

function chunkNamed(chunks: readonly Rolldown.OutputChunk[], name: string) {
  const chunk = chunks.find((each) => each.name === name)
  if (!chunk) throw new Error(`the build made no ${name}`)
  return chunk
}

async function buildEmbed(): Promise<Draft[]> {
  const core = await coreModules()
  const input = { 'first-card': source('embed/first-card.ts'), ...lazy }
  const chunks = await bundle(input, (id) => core.has(id))
  const shared = chunkNamed(chunks, 'first-card')
  const others = chunks
    .filter((chunk) => chunk !== shared)
    .map((chunk) => ({ chunk, code: openCore(chunk.code, version, shared.fileName) }))
  const drafts = others.map(({ chunk, code }): Draft => {
    // Files that others import keep the name they are imported by.
    if (!chunk.isEntry) return { entry: chunk.name, file: `${version}/${chunk.fileName}`, code }
    return pinned(chunk.name, version, code)
  })
  const table = drafts
    .filter(({ entry }) => entry in lazy)
    .map((draft) => [draft.entry, [draft.file, describe(draft).integrity]])
  const firstCard = pinned(
    'first-card',
    version,
    closeCore(fill(shared.code, 'XIAOPU_CHUNKS', Object.fromEntries(table)), version),
  )
  return [await buildLoader(firstCard), firstCard, ...drafts]
}

async function buildLoader(firstCard: Draft): Promise<Draft> {
  const chunks = await bundle({ loader: source('embed/loader.ts') }, () => false)
  const { code } = chunkNamed(chunks, 'loader')
  const file = [firstCard.file, describe(firstCard).integrity]
  return { entry: 'loader', file: 'v1.js', code: fill(code, 'XIAOPU_FIRST_CARD', file) }
}

function fill(code: string, name: string, value: unknown): string {
  if (!code.includes(name)) throw new Error(`${name} was not found in what the build made`)
  return code.replaceAll(name, JSON.stringify(value))
}

const drafts = await buildEmbed()
await rm(join(dist, 'embed'), { recursive: true, force: true })
for (const { file, code } of drafts) {
  const path = join(dist, 'embed', file)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, code)
}
const files = drafts.map(describe)
await writeFile(
  join(dist, 'embed', 'manifest.json'),
  `${JSON.stringify({ version, files }, null, 2)}\n`,
)
await bundleServer(dist)
console.table(files.map(({ entry, file, bytes, gzip }) => ({ entry, file, bytes, gzip })))
