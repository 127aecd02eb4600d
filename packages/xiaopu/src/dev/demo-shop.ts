import { createSeller, type Seller } from '@xiaopu/client'
import { fetchTransport } from '@xiaopu/client/fetch'
import type { Listing } from '@xiaopu/domain'
import { createShop, type Gateway, newSecretKey } from '@xiaopu/gateway'
import type { Sandbox, SandboxOffer } from '@xiaopu/sandbox'
import { type Keys, readKeys, writeKeys } from './keys.ts'

const slug = 'demo'
const goods = 10

/**
 * The shop that stands there after the first start: ten listings on sale and a short link, made over
 * the seller's API. A start that was cut off goes on where it was: every step may be repeated.
 */
export async function openDemoShop(
  {
    gateway,
    sandbox,
    dir,
    baseUrl,
  }: {
    gateway: Gateway
    sandbox: Sandbox
    dir: string
    baseUrl: string
  },
  name: string,
): Promise<Keys> {
  const known = await knownKeys(gateway, dir)
  const keys: Keys = { ...(known ?? (await newKeys(gateway, name))), gateway: baseUrl }
  writeKeys(dir, keys)
  if (keys.share) return keys
  const seller = sellerOf(gateway, keys)
  const listings = await Promise.all(
    chooseOffers(sandbox.world.offers.all(1000)).map((offer) =>
      sell(seller, String(offer.offerId)),
    ),
  )
  const { share } = await seller.shares.create({ channel: 'wechat' })
  const filled: Keys = { ...keys, listings: listings.map(({ id }) => id), share: share.code }
  writeKeys(dir, filled)
  return filled
}

/** What the file says, if the database knows that shop: either may have been thrown away. */
async function knownKeys(gateway: Gateway, dir: string): Promise<Keys | undefined> {
  const keys = readKeys(dir)
  if (!keys) return undefined
  const known = await sellerOf(gateway, keys)
    .shop.read()
    .then(
      () => true,
      () => false,
    )
  return known ? keys : undefined
}

async function newKeys(gateway: Gateway, name: string): Promise<Omit<Keys, 'gateway'>> {
  const renewed = await newSecretKey(gateway.deps, slug)
  if (renewed) {
    return { slug, publishable: renewed.publishableKey, secret: renewed.secretKey, listings: [] }
  }
  const { shop, secretKey } = await createShop(gateway.deps, { slug, name })
  return { slug, publishable: shop.publishableKey, secret: secretKey, listings: [] }
}

function sellerOf(gateway: Gateway, { secret }: Pick<Keys, 'secret'>): Seller {
  const transport = fetchTransport({ fetch: (url, init) => gateway.fetch(new Request(url, init)) })
  return createSeller({ gateway: gateway.deps.baseUrl, secret, transport })
}

async function sell(seller: Seller, offerId: string): Promise<Listing> {
  await seller.offers.import({ source: offerId })
  const { id } = await seller.listings.create({ offerId })
  return seller.listings.publish(id)
}

/** Ten that a buyer can buy one piece of: first of other categories and suppliers, then of any. */
function chooseOffers(all: Iterable<SandboxOffer>): SandboxOffer[] {
  const fit = [...all].filter(isBuyable)
  const chosen: SandboxOffer[] = []
  const take = (mayTake: (offer: SandboxOffer) => boolean) => {
    for (const offer of fit) {
      if (chosen.length === goods) return
      if (!chosen.includes(offer) && mayTake(offer)) chosen.push(offer)
    }
  }
  const isNew = (of: (offer: SandboxOffer) => unknown) => (offer: SandboxOffer) =>
    !chosen.some((other) => of(other) === of(offer))
  take((offer) => isNew(categoryOf)(offer) && isNew(supplierOf)(offer))
  take(isNew(supplierOf))
  take(() => true)
  return chosen
}

const categoryOf = (offer: SandboxOffer) => offer.categoryId
const supplierOf = (offer: SandboxOffer) => offer.supplier.memberId

function isBuyable(offer: SandboxOffer): boolean {
  const hasStock = offer.skus.some((sku) => sku.stock > 0) || offer.stockWithoutSku > 0
  const sellsOne = offer.dropship && offer.dropshipMinimum <= 1
  return offer.status === 'published' && sellsOne && hasStock && offer.images.length > 0
}
