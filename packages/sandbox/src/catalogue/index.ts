import { readFileSync } from 'node:fs'
import { build } from './build.ts'
import type { Catalogue } from './catalogue.ts'
import { chance, hash } from './chance.ts'
import { complete } from './file/complete.ts'
import { readEntries } from './file/entry.ts'
import { shelves } from './goods/index.ts'
import { held } from './held.ts'
import { generate } from './market/market.ts'
import type { SandboxOffer } from './offer.ts'

/** What a sandbox is told to sell. */
export interface Wares {
  /** Offers that are given, or how many to generate. */
  readonly offers?: readonly SandboxOffer[] | number
  /** A file of real offers, or `generate:` and a number. */
  readonly offersFile?: string
  readonly seed?: string
}

/**
 * The catalogue for `wares`; its own offers where nothing is said. Throws an `Error` that says what is
 * wrong with a file or a number.
 */
export function openCatalogue({ offers, offersFile, seed }: Wares): Catalogue {
  const marketSeed = seed === undefined ? undefined : hash(seed)
  if (typeof offers === 'number') return generate(offers, marketSeed)
  if (offers) return held(offers)
  const asked = /^generate:(.*)$/.exec(offersFile ?? '')?.[1]
  if (asked !== undefined) return generate(Number(asked), marketSeed)
  return held(catalogue(offersFile === undefined ? {} : { offersFile }))
}

export { pictureHost } from './description.ts'

/**
 * The offers of the sandbox's world: its own catalogue, or those of a file of real offers completed
 * by fixed rules.
 *
 * The same options give the same world. Ids do not hang on the seed; stock, sales and dates do.
 * Throws an `Error` that names file, entry and field when the file cannot be read as offers.
 */
export function catalogue(
  options: { offersFile?: string; seed?: number } = {},
): readonly SandboxOffer[] {
  const { offersFile, seed = 1688 } = options
  return offersFile === undefined ? ownOffers(seed) : fromFile(offersFile, seed)
}

function ownOffers(seed: number): readonly SandboxOffer[] {
  const roll = chance(seed)
  return shelves.flatMap((shelf, at) =>
    shelf.goods.map((good, place) => build(shelf, good, { shelf: at, good: place }, roll)),
  )
}

function fromFile(file: string, seed: number): readonly SandboxOffer[] {
  const roll = chance(seed)
  const offers = readEntries(contents(file), file).map((entry) => complete(entry, roll))
  const owners = new Map<number, number>()
  for (const { offerId, skus } of offers) {
    for (const { skuId } of skus) {
      const owner = owners.get(skuId)
      if (owner !== undefined) {
        throw new Error(`${file}: offers ${owner} and ${offerId} share the SKU number ${skuId}`)
      }
      owners.set(skuId, offerId)
    }
  }
  return offers
}

function contents(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new Error(`${file}: the file of offers cannot be read`, { cause: error })
  }
}
