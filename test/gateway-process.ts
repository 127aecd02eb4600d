import { serve } from '@hono/node-server'
import { alibaba } from '@xiaopu/alibaba'
import { createGateway, createShop, keptFetch, readMasterKeys } from '@xiaopu/gateway'
import { sandboxCashier } from '@xiaopu/pay/sandbox'
import { DEFAULT_APP_KEY, DEFAULT_APP_SECRET, FIRST_TOKEN } from '@xiaopu/sandbox'
import { masterKey } from './master-key.ts'

/**
 * A gateway in a process of its own, to be killed. Its clock is real time plus what its parent
 * says: `{ advance: ms }` turns it, `XIAOPU_TEST_OFFSET` is what was turned before it was born.
 */
const { env } = process
let offset = Number(env.XIAOPU_TEST_OFFSET ?? 0)
const now = () => Date.now() + offset
const sandboxUrl = env.XIAOPU_TEST_SANDBOX ?? ''
const port = Number(env.PORT)

const gateway = await createGateway({
  databaseUrl: env.DATABASE_URL ?? '',
  baseUrl: `http://127.0.0.1:${port}`,
  masterKeys: readMasterKeys(masterKey),
  platform: alibaba({
    baseUrl: sandboxUrl,
    fetch: keptFetch,
    appKey: DEFAULT_APP_KEY,
    appSecret: DEFAULT_APP_SECRET,
    token: FIRST_TOKEN,
    now,
  }),
  payments: sandboxCashier({
    baseUrl: sandboxUrl,
    merchant: 'mch_sandbox',
    secret: 'cashier-secret',
    fetch: keptFetch,
  }),
  imageHosts: [],
  imageDir: env.XIAOPU_TEST_DIR ?? '',
  clock: { now },
  log: (entry) =>
    entry.level === 'error' ? process.stderr.write(`${JSON.stringify(entry)}\n`) : true,
  alone: env.XIAOPU_TEST_ALONE !== 'no',
})
// Of several that share a database, one brings the jobs nearer.
process.on('message', async ({ advance, isJobs }: { advance: number; isJobs?: boolean }) => {
  offset += advance
  if (isJobs !== false) await gateway.advance(advance)
  process.send?.({ advanced: advance })
})
const opened = env.XIAOPU_TEST_SHOP
  ? await createShop(gateway.deps, { slug: env.XIAOPU_TEST_SHOP, name: '小铺' })
  : undefined
const keys = opened && { publishable: opened.shop.publishableKey, secret: opened.secretKey }
serve({ fetch: gateway.fetch, port, hostname: '127.0.0.1' }, () => process.send?.({ keys }))
