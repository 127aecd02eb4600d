import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { alibaba } from '@xiaopu/alibaba'
import { hour, type Listing, minute, type PaymentProvider } from '@xiaopu/domain'
import { connect, createGateway, createShop, readMasterKeys, startEmbedded } from '@xiaopu/gateway'
import { sandboxCashier } from '@xiaopu/pay/sandbox'
import {
  createSandbox,
  DEFAULT_APP_KEY,
  DEFAULT_APP_SECRET,
  FIRST_TOKEN,
  type Sandbox,
  type SandboxOffer,
} from '@xiaopu/sandbox'
import { Chance } from '../fuzz/chance.ts'
import { masterKey } from '../master-key.ts'
import { Seats } from './connections.ts'
import { keepRows, type Reset } from './reset.ts'

export const baseUrl = 'http://127.0.0.1:8688'
export const sandboxUrl = 'http://127.0.0.1:8689'
export const merchant = 'mch_sandbox'

/** Something on sale in every simulated world. */
export interface Goods {
  readonly listing: string
  readonly sku: string
  readonly offerId: string
}

/** What all worlds of a process share: one database that is put back to its beginning for each. */
export interface Ground {
  readonly seats: Seats
  readonly databaseUrl: string
  /** The shop's publishable and secret key. */
  readonly keys: { readonly publishable: string; readonly secret: string }
  readonly goods: readonly Goods[]
  readonly offers: readonly SandboxOffer[]
  /** When every world begins (ms). */
  readonly begin: number
  /** Puts the database back: a shop with goods, and nobody who bought. */
  reset(): Promise<void>
  close(): Promise<void>
}

/** A code for two orders, that ends while the first buyers are there. */
export const scarceCoupon = 'SCARCE'

/** 2026-11-24, 16:00 in the shop. */
const begin = Date.UTC(2026, 10, 24, 8)

/** Starts a server, opens a shop with goods of two suppliers, and keeps what the database then holds. */
export async function openGround(): Promise<Ground> {
  const dir = await mkdtemp(join(tmpdir(), 'xiaopu-simulate-'))
  const server = await startEmbedded(dir)
  const books = connect({ url: server.url, max: 1 })
  for (const setting of settings) await books.pool.query(`alter system set ${setting}`)
  await books.pool.query('select pg_reload_conf()')
  const sold = offersToSell()
  const offers = [...sold, ...twinsOf(sold)]
  const { keys, goods } = await openShopIn(server.url, sold)
  await books.pool.query(simulatedTime)
  const statements = await keepRows(books)
  await books.close()
  const seats = await Seats.open(server.url)
  return {
    seats,
    databaseUrl: server.url,
    keys,
    goods,
    offers,
    begin,
    reset: resetter(seats, statements),
    async close() {
      await seats.close()
      await server.stop()
      await rm(dir, { recursive: true, force: true })
    },
  }
}

/**
 * Nobody needs these rows after a power cut, and nothing may happen by itself: those that wait for
 * each other are told so by the scheduler.
 */
const settings = ['fsync = off', 'autovacuum = off', "deadlock_timeout = '1d'"]

/** `now()` of the simulated connections, and an order among jobs that are due at the same moment. */
const simulatedTime = `
  create schema simulated;
  create table simulated.clock (at timestamptz not null);
  insert into simulated.clock values (now());
  create function simulated.now() returns timestamptz stable language sql
    as 'select at from simulated.clock';
  create sequence simulated.place;
  create function simulated.stand_in_line() returns trigger language plpgsql as $$ begin
    new.run_at := date_trunc('milliseconds', new.run_at)
      - (999 - nextval('simulated.place') % 999) * interval '1 microsecond';
    return new;
  end $$;
  create trigger stand_in_line before insert or update of run_at on graphile_worker._private_jobs
    for each row execute function simulated.stand_in_line();
  -- Looks at offers would be most of what happens: lookAgain brings them back where they matter.
  delete from graphile_worker._private_jobs where payload ->> 'offerId' is not null;
  update graphile_worker._private_jobs
    set run_at = to_timestamp(${begin} / 1000.0) + interval '20 hours'`

/** Offers are looked at by themselves again, as in every shop; at once, and then every few hours. */
export const lookAgain = `
  select write_job('refresh-offer', json_build_object('shopId', shop_id, 'offerId', offer_id),
    'refresh:' || shop_id || ':' || offer_id, 0, true)
  from (select distinct shop_id, offer_id from listings order by offer_id) as sold`

export const lookNoMore = `
  delete from graphile_worker._private_jobs
  where payload ->> 'offerId' is not null and locked_at is null`

function resetter(seats: Seats, { quickly, anew }: Reset): () => Promise<void> {
  let rounds = 0
  return async () => {
    // Deleting is quicker than emptying, and leaves dead rows behind.
    await seats.putBack(++rounds % 50 === 0 ? anew : quickly)
    await seats.putBack(`select setval('simulated.place', 1)`)
    seats.turnTo(begin)
  }
}

/** Two offers of one supplier and one of another, sold by the piece, plenty of them. */
export function offersToSell(): SandboxOffer[] {
  const { world } = createSandbox({ now: () => begin })
  const plain = [...world.offers.all()].filter(
    (offer) =>
      offer.dropship && offer.dropshipMinimum === 1 && offer.skus.some(({ stock }) => stock > 100),
  )
  for (const first of plain) {
    const mates = plain.filter(({ supplier }) => supplier.memberId === first.supplier.memberId)
    const other = plain.find(({ supplier }) => supplier.memberId !== first.supplier.memberId)
    if (mates.length > 1 && other) return [...mates.slice(0, 2), other]
  }
  throw new Error('the sandbox sells too little')
}

/** The same goods at other suppliers, who stand in where the first ones cannot deliver. */
function twinsOf(sold: readonly SandboxOffer[]): SandboxOffer[] {
  return sold.map((offer, place) => ({
    ...offer,
    offerId: offer.offerId + 1_000_000 + place,
    supplier: {
      ...offer.supplier,
      memberId: `b2b-990000${place}`,
      userId: 9_900_000 + place,
      loginId: `twin_${place}`,
      companyName: `孪生${place}号商行`,
    },
    skus: offer.skus.map((sku) => ({ ...sku, skuId: sku.skuId + 1_000_000 + place })),
  }))
}

async function openShopIn(
  databaseUrl: string,
  offers: readonly SandboxOffer[],
): Promise<Pick<Ground, 'keys' | 'goods'>> {
  const sandbox = createSandbox({ now: () => begin, offers })
  // The ids of shop and listings are part of what jobs are spread by: the same in every process.
  const chance = new Chance(0)
  const random = (length: number) => Uint8Array.from({ length }, () => chance.below(256))
  const options = { databaseUrl, concurrency: 0, random, ...around(sandbox) }
  const gateway = await createGateway(options)
  const { shop, secretKey } = await createShop(gateway.deps, { slug: 'demo', name: '小铺' })
  const sell = async <T>(path: string, body: object): Promise<T> => {
    const headers = { authorization: `Bearer ${secretKey}`, 'content-type': 'application/json' }
    const init = { method: 'POST', headers, body: JSON.stringify(body) }
    const answer = await gateway.fetch(new Request(`${baseUrl}/v1/seller/${path}`, init))
    if (answer.status !== 200) throw new Error(`${path}: ${await answer.text()}`)
    return answer.json() as Promise<T>
  }
  const goods: Goods[] = []
  for (const { offerId } of offers) {
    await sell('offers', { source: String(offerId) })
    const { id } = await sell<Listing>('listings', { offerId: String(offerId) })
    const { skus } = await sell<Listing>(`listings/${id}/publish`, {})
    const sku = skus.find(({ stock, hidden }) => stock > 100 && !hidden)
    goods.push({ listing: id, sku: sku?.skuId ?? '', offerId: String(offerId) })
  }
  await sell('coupons', {
    ...{ code: scarceCoupon, total: 2, perBuyer: 2 },
    off: { kind: 'fixed', amount: { amount: 150, currency: 'CNY' } },
    validUntil: new Date(begin + 30 * minute).toISOString(),
  })
  await sell('group-deals', {
    ...{ listing: goods[0]?.listing, size: 2, openHours: 1 },
    off: { kind: 'fixed', amount: { amount: 10, currency: 'CNY' } },
    validUntil: new Date(begin + 2 * hour).toISOString(),
  })
  await gateway.stop()
  await sandbox.stop()
  return { keys: { publishable: shop.publishableKey, secret: secretKey }, goods }
}

/** What a gateway beside a sandbox is made of, besides its database. */
export function around(
  sandbox: Sandbox,
  asked: {
    readonly fetch?: typeof fetch
    readonly now?: () => number
    readonly delay?: (ms: number) => Promise<void>
    readonly random?: () => number
    readonly cashier?: (cashier: PaymentProvider) => PaymentProvider
  } = {},
) {
  const { now = sandbox.clock.now, delay = async () => {}, random = () => 0.5 } = asked
  const { cashier = (plain) => plain } = asked
  const toSandbox: typeof fetch =
    asked.fetch ?? ((input, init) => sandbox.fetch(new Request(input, init)))
  return {
    baseUrl,
    masterKeys: readMasterKeys(masterKey),
    platform: alibaba({
      baseUrl: sandboxUrl,
      appKey: DEFAULT_APP_KEY,
      appSecret: DEFAULT_APP_SECRET,
      token: FIRST_TOKEN,
      fetch: toSandbox,
      now,
      delay,
      random,
    }),
    payments: cashier(
      sandboxCashier({
        baseUrl: sandboxUrl,
        merchant,
        secret: 'cashier-secret',
        fetch: toSandbox,
        now,
      }),
    ),
    providers: { fetch: toSandbox, wechat: sandbox.wechatPay.hosts(sandboxUrl) },
    imageHosts: [],
    imageDir: tmpdir(),
    clock: { now },
    // How busy this machine is decides nothing here.
    load: { lateness: () => 0 },
    requestsPerMinute: 1_000_000,
    log: () => {},
  }
}
