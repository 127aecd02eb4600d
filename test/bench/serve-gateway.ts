import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { serve } from '@hono/node-server'
import { alibaba } from '@xiaopu/alibaba'
import {
  createGateway,
  createShop,
  keptFetch,
  readMasterKeys,
  startEmbedded,
} from '@xiaopu/gateway'
import { sandboxCashier } from '@xiaopu/pay/sandbox'
import { masterKey } from '../master-key.ts'

// Run by open-shop.ts as a program of its own, so that its processor time can be told apart: the
// real gateway on its embedded PostgreSQL, buying at a sandbox elsewhere. `ROLE=answer` opens a new
// shop and answers requests; `ROLE=work` is a second one on the same data that only does the jobs.
const { PORT = '', XIAOPU_DATA = '', SANDBOX_URL = '', ROLE = '' } = process.env
const { APP_KEY = '', APP_SECRET = '', APP_TOKEN = '' } = process.env
const origin = `http://127.0.0.1:${PORT}`
const database = await startEmbedded(XIAOPU_DATA)
const answers = ROLE === 'answer'
const merchant = 'mch_sandbox'
const gateway = await createGateway({
  databaseUrl: database.url,
  baseUrl: origin,
  masterKeys: readMasterKeys(masterKey),
  platform: alibaba({
    baseUrl: SANDBOX_URL,
    fetch: keptFetch,
    appKey: APP_KEY,
    appSecret: APP_SECRET,
    token: APP_TOKEN,
    imageBase: SANDBOX_URL,
    // A benchmark makes more calls than an app may.
    callsPerMinute: 1_000_000,
  }),
  payments: sandboxCashier({
    fetch: keptFetch,
    baseUrl: SANDBOX_URL,
    merchant,
    secret: 'cashier-secret',
  }),
  imageHosts: [new URL(SANDBOX_URL).host],
  imageDir: join(XIAOPU_DATA, 'images'),
  embedDir: fileURLToPath(new URL('../../packages/widgets/dist/embed', import.meta.url)),
  concurrency: answers ? 0 : 4,
})
const server = answers
  ? serve({
      fetch: (request) => gateway.answer(request),
      port: Number(PORT),
      hostname: '127.0.0.1',
    })
  : undefined
if (answers) {
  const { shop, secretKey } = await createShop(gateway.deps, { slug: 'bench', name: '快铺' })
  const { slug, publishableKey } = shop
  // For what a read costs when no answer is kept, not even whose key it is: its cards are asked for
  // by version, and made anew only where a listing has changed.
  process.on('SIGUSR2', () => gateway.deps.changed(shop.id))
  const keys = { key: publishableKey, secret: secretKey }
  console.log(`ready ${JSON.stringify({ origin, slug, ...keys, database: database.url })}`)
} else {
  console.log('ready to work')
}

process.once('SIGTERM', async () => {
  server?.close()
  await gateway.stop()
  if (answers) await database.stop()
  process.exit(0)
})
