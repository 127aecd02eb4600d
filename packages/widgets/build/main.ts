/** Builds `dist/embed` (what pages load) and `dist/server.js` (what the gateway draws with). */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Rolldown } from 'vite'
import { tighten } from '../../client/build/tighten.ts'
import { cardRoom, otherRoom } from '../src/embed/reserve.ts'
import { english as texts } from '../src/look/english.ts'
import { apart, bundle, bundleServer, floor, preloadHelper, source } from './bundle.ts'
import { type Draft, describe, hashOf, pinned } from './files.ts'
import { closeShared, importedFrom, keepExports, openShared, placeOf } from './shared.ts'
import { shorten, shortNames } from './shorten.ts'

const dist = fileURLToPath(new URL('../dist/', import.meta.url))
const manifestUrl = new URL('../package.json', import.meta.url)
const { version } = JSON.parse(await readFile(manifestUrl, 'utf8')) as { version: string }

/** Elements that come as files of their own: tag to entry. */
const lazy: Readonly<Record<string, string>> = {
  'xp-grid': source('embed/xp-grid.ts'),
  'xp-product': source('embed/xp-product.ts'),
  'xp-checkout': source('embed/xp-checkout.ts'),
  'xp-order': source('embed/xp-order.ts'),
  'xp-share': source('embed/xp-share.ts'),
  'xp-shop': source('embed/xp-shop.ts'),
  'xp-group': source('embed/xp-group.ts'),
  'xp-orders': apart(source('embed/xp-orders.ts')),
  // No element: what pages need besides inside an app.
  'in-app': source('embed/in-app.ts'),
}

/** Files that the others share, the first of them first. */
const shared = {
  'first-card': source('embed/first-card.ts'),
  buying: source('embed/buying.ts'),
  page: source('embed/page.ts'),
  english: source('embed/english.ts'),
}

const shopTexts = fileURLToPath(import.meta.resolve('@xiaopu/texts/zh-cn/shop'))

/** Which modules an entry needs: found by bundling it alone. */
async function modulesOf(entry: keyof typeof shared): Promise<Set<string>> {
  const chunks = await bundle({ [entry]: shared[entry] })
  return new Set(chunks.flatMap((chunk) => chunk.moduleIds))
}

async function buildEmbed(): Promise<Draft[]> {
  const homes = {
    'first-card': await modulesOf('first-card'),
    buying: (await modulesOf('buying')).add(preloadHelper),
    // The words of grid, product and shop: too few for a file of their own.
    page: (await modulesOf('page')).add(source('look/shop-texts.ts')).add(shopTexts),
    english: await modulesOf('english'),
  }
  const names = shortNames(texts)
  const loose = (await bundle({ ...shared, ...lazy }, homes)).map((chunk) => ({
    ...chunk,
    code: shorten(chunk.code, names),
  }))
  const chunks = (await tightened(loose)).map((chunk) => ({ ...chunk, code: openAll(chunk.code) }))
  const others = draftsOf(chunks.filter(({ name }) => !(name in shared)))
  const table = others
    .filter(({ entry }) => entry in lazy)
    .map(({ entry, code }) => [entry, hashOf('sha256', code).slice(7, -1)])
  const told = fill(codeOf('page'), 'XIAOPU_CHUNKS', Object.fromEntries(table))
  const page = close('page', fill(told, 'XIAOPU_VERSION', `${version}/`))
  const buying = close('buying', codeOf('buying'))
  const english = close('english', codeOf('english'))
  const later = { XIAOPU_BUYING: buying, XIAOPU_PAGE: page, XIAOPU_ENGLISH: english }
  const card = close(
    'first-card',
    Object.entries(later).reduce(
      (code, [name, file]) => fill(code, name, built(file)),
      codeOf('first-card'),
    ),
  )
  const loader = await buildFirst('loader', [card, buying, page])
  const paint = await buildFirst('paint', [card, buying, page], english)
  return [
    { entry: 'loader', file: 'v1.js', code: loader },
    card,
    pinned('paint', version, paint),
    buying,
    page,
    english,
    ...others,
  ]

  function codeOf(name: string): string {
    const chunk = chunks.find((each) => each.name === name)
    if (!chunk) throw new Error(`the build made no ${name}`)
    return chunk.code
  }
}

interface Chunk {
  readonly name: string
  readonly fileName: string
  readonly entry: string
  readonly isEntry: boolean
  readonly code: string
}

function namesOf({ name, fileName, isEntry, moduleIds }: Rolldown.OutputChunk) {
  const isEnglish = moduleIds.some((id) => id.includes('/texts/src/en/'))
  return { name, fileName, isEntry, entry: isEnglish && !isEntry ? `${name}-en` : name }
}

/** Tightens all chunks, the shared ones last: they keep what the others were seen to need. */
async function tightened(chunks: readonly Rolldown.OutputChunk[]): Promise<Chunk[]> {
  const done: Chunk[] = []
  const providers = Object.keys(shared)
  for (const chunk of chunks.filter(({ name }) => !providers.includes(name))) {
    done.push({ ...namesOf(chunk), code: await tighten(chunk.code, floor) })
  }
  for (const chunk of chunks.filter(({ name }) => providers.includes(name)).sort(byNeed)) {
    const wanted = new Set(done.flatMap(({ code }) => importedFrom(chunk.fileName, code)))
    done.push({ ...namesOf(chunk), code: await tighten(keepExports(chunk.code, wanted), floor) })
  }
  return done
}

/** What is first on the page comes last here: all others may need it. */
function byNeed(a: { name: string }, b: { name: string }): number {
  const order = Object.keys(shared)
  return order.indexOf(b.name) - order.indexOf(a.name)
}

function openAll(code: string): string {
  return Object.keys(shared).reduce(
    (text, entry) => openShared(text, `${entry}.js`, placeOf(entry, version)),
    code,
  )
}

function close(entry: string, code: string): Draft {
  return pinned(entry, version, closeShared(code, placeOf(entry, version)))
}

/**
 * Entries get pinned names, also where another file imports them; other chunks keep the name that
 * they are imported by.
 */
function draftsOf(chunks: readonly Chunk[]): Draft[] {
  const done = new Map<string, Draft>()
  const imports = ({ code }: Chunk) =>
    chunks.filter(({ isEntry, fileName }) => isEntry && code.includes(`"./${fileName}"`))
  const draft = (chunk: Chunk): Draft => {
    const { name, entry, fileName, isEntry } = chunk
    const code = imports(chunk).reduce(
      (text, each) => text.replace(`./${each.fileName}`, `./${basename(draft(each).file)}`),
      chunk.code,
    )
    const made = isEntry
      ? pinned(name, version, code)
      : { entry, file: `${version}/${fileName}`, code }
    done.set(fileName, made)
    return made
  }
  return chunks.map((chunk) => done.get(chunk.fileName) ?? draft(chunk))
}

function built(draft: Draft): readonly [string, string] {
  return [draft.file, hashOf('sha256', draft.code)]
}

/** What a page runs first, which names what follows it. */
async function buildFirst(
  entry: 'loader' | 'paint',
  files: readonly Draft[],
  english?: Draft,
): Promise<string> {
  const [chunk] = await bundle({ [entry]: source(`embed/${entry}.ts`) })
  if (!chunk) throw new Error(`the build made no ${entry}`)
  const code = fill(await tighten(chunk.code, floor), 'XIAOPU_FIRST', files.map(built))
  return english ? fill(code, 'XIAOPU_ENGLISH', built(english)) : code
}

function fill(code: string, name: string, value: unknown): string {
  if (!code.includes(name)) throw new Error(`${name} was not found in what the build made`)
  return code.replaceAll(name, JSON.stringify(value))
}

const drafts = [
  ...(await buildEmbed()),
  { entry: 'room', file: 'v1.css', code: `${cardRoom}\n${otherRoom}\n` },
]
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
