import { execFile } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type ServerType, serve } from '@hono/node-server'
import type { Listing } from '@xiaopu/domain'
import { DEFAULT_APP_KEY, DEFAULT_APP_SECRET, FIRST_REFRESH_TOKEN } from '@xiaopu/sandbox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listGoods } from '../market.ts'
import { type OpenShop, openShop } from '../shop.ts'
import { documents, outputOf, programOf } from './documents.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const folder = fileURLToPath(new URL('./.programs/', import.meta.url))
const run = promisify(execFile)

const programs = documents(root).flatMap((document) => {
  const text = programOf(document)
  if (!text) return []
  const { path } = document
  return [{ name: path.replaceAll(/\W+/g, '-'), path, text, output: outputOf(document) }]
})

let server: ServerType
let market: OpenShop
let listing: Listing
let origin: string
let platformUrl: string

beforeAll(async () => {
  origin = await new Promise((listening) => {
    server = serve(
      {
        fetch: (request: Request) => market.gateway.fetch(request),
        port: 0,
        hostname: '127.0.0.1',
      },
      ({ port }) => listening(`http://127.0.0.1:${port}`),
    )
  })
  market = await openShop({
    startsAt: Date.now(),
    gateway: { baseUrl: origin, localWebhooks: true, fetch: globalThis.fetch },
  })
  platformUrl = (await market.sandbox.start()).url
  const [first] = await listGoods(market, 6)
  if (!first) throw new Error('nothing is on sale')
  listing = first
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  for (const { name, text } of programs) await writeFile(join(folder, `${name}.ts`), filledIn(text))
})
afterAll(async () => {
  await market.close()
  server.close()
})

/** The sandbox's own account, where a reader has one at 1688. */
const account = {
  ALIBABA_APP_KEY: DEFAULT_APP_KEY,
  ALIBABA_APP_SECRET: DEFAULT_APP_SECRET,
  ALIBABA_REFRESH_TOKEN: FIRST_REFRESH_TOKEN,
}

/** What a reader would put in: where the shop is, its keys, something it sells. */
function filledIn(text: string): string {
  return text
    .replaceAll('http://127.0.0.1:8688', origin)
    .replaceAll('https://gw.open.1688.com', platformUrl)
    .replaceAll('xpk_…', market.keys.publishable)
    .replaceAll('xsk_…', market.keys.secret)
    .replaceAll('lst_…', listing.id)
}

test('programs in documents are well typed', async () => {
  const settings = {
    extends: '../../../tsconfig.base.json',
    compilerOptions: {
      noEmit: true,
      composite: false,
      declarationMap: false,
      lib: ['ES2024', 'DOM'],
      types: ['node'],
    },
    // What a package says of others' untyped files counts where its sources are read.
    include: ['*.ts', '../../../packages/*/src/*.d.ts'],
  }
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(settings))
  const tsc = createRequire(join(root, 'package.json')).resolve('typescript/package.json')
  const { stdout } = await run(process.execPath, [join(tsc, '../bin/tsc'), '-p', folder]).catch(
    (failed) => failed,
  )
  expect(stdout).toBe('')
})

test.each(programs)(
  'the program in $path runs and shows what the document says',
  async ({ name, output }) => {
    const { stdout } = await run(
      process.execPath,
      ['--conditions=@xiaopu/source', join(folder, `${name}.ts`)],
      { timeout: 25_000, env: { ...process.env, ...account } },
    )
    expect(stdout).toEqual(output ?? expect.stringMatching(/./))
  },
)
