import { readFile, rename, writeFile } from 'node:fs/promises'
import { shares } from '@xiaopu/api'
import { createShop, type Gateway, newSecretKey } from '@xiaopu/gateway'
import type { Sandbox } from '@xiaopu/sandbox'
import { ask, type Seller } from '../seller/ask.ts'
import { listOffer } from '../seller/list-offer.ts'

/** What `dev` remembers of the demo shop, so that other commands can speak for its seller. */
export interface DemoShop {
  readonly gateway: string
  readonly slug: string
  readonly publishableKey: string
  readonly secretKey: string
  /** Code of a short link to the whole shop. */
  readonly share: string
  readonly listings: readonly string[]
}

const slug = 'demo'
const listed = 10

/** The demo shop: as it was, or new with ten listings of ten different shelves on sale. */
export async function openDemoShop(
  gateway: Gateway,
  sandbox: Sandbox,
  { file, url, name }: { file: string; url: string; name: string },
): Promise<DemoShop> {
  const kept = await readKept(file)
  if (kept && (await isOpen(gateway, kept, url))) return keep(file, { ...kept, gateway: url })
  const keys = await openShop(gateway, name)
  const seller: Seller = { gateway: url, secret: keys.secretKey, fetch: gateway.fetch }
  const listings = await Promise.all(
    chooseOffers(sandbox).map((offerId) => listOffer(seller, offerId, { publish: true })),
  )
  const { share } = await ask(seller, shares.createShare, { body: { channel: 'wechat' } })
  return keep(file, {
    gateway: url,
    slug,
    ...keys,
    share: share.code,
    listings: listings.map((listing) => listing.id),
  })
}

/** A new shop; where the database has it already and its secret was lost, a new secret. */
async function openShop(
  { deps }: Gateway,
  name: string,
): Promise<Pick<DemoShop, 'publishableKey' | 'secretKey'>> {
  const known = await newSecretKey(deps, slug)
  if (known) return known
  const { shop, secretKey } = await createShop(deps, { slug, name })
  return { publishableKey: shop.publishableKey, secretKey }
}

/** One offer that anybody can buy a single piece of from each category, then more of the same. */
function chooseOffers(sandbox: Sandbox): string[] {
  const fit = sandbox.world.offers
    .all()
    .filter((offer) => offer.status === 'published' && offer.dropship && offer.dropshipMinimum <= 1)
  const seen = new Set<number>()
  const firsts = fit.filter(({ categoryId }) => !seen.has(categoryId) && seen.add(categoryId))
  return [...new Set([...firsts, ...fit])].slice(0, listed).map(({ offerId }) => String(offerId))
}

async function isOpen(gateway: Gateway, shop: DemoShop, url: string): Promise<boolean> {
  const request = new Request(`${url}/v1/seller/shop`, {
    headers: { authorization: `Bearer ${shop.secretKey}` },
  })
  return (await gateway.fetch(request)).ok
}

async function readKept(file: string): Promise<DemoShop | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch {
    return undefined
  }
}

async function keep(file: string, shop: DemoShop): Promise<DemoShop> {
  const unfinished = `${file}.${process.pid}`
  await writeFile(unfinished, `${JSON.stringify(shop, null, 2)}\n`, { mode: 0o600 })
  await rename(unfinished, file)
  return shop
}
