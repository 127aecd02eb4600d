import { createHash } from 'node:crypto'
import type { Label, Offer } from '@xiaopu/domain'
import { sql } from 'kysely'
import type { Database, Tx } from '../db/database.ts'
import { imageId } from './images.ts'

/** An imported offer: its latest snapshot, and what we have learned since it was taken. */
export interface KnownOffer {
  readonly offer: Offer
  readonly state: 'online' | 'offline'
  readonly contentHash: string
}

/**
 * What makes two captures the same: everything but when they were taken, and until when their
 * labels hold, which only says the same.
 */
function contentHash({ capturedAt: _, labels, ...rest }: Offer): string {
  const claims = labels.map(({ kind, evidence }) => ({ kind, evidence }))
  return createHash('sha256')
    .update(JSON.stringify({ ...rest, claims }))
    .digest('hex')
    .slice(0, 32)
}

/**
 * Keeps what the platform said. Snapshots never change; the same content is kept once. A capture
 * older than the latest one is kept as evidence and does not become the latest.
 *
 * @returns whether it is now the latest
 */
export async function saveOffer(tx: Tx, shopId: string, offer: Offer): Promise<boolean> {
  const hash = contentHash(offer)
  const capturedAt = new Date(offer.capturedAt)
  await tx
    .insertInto('offer_snapshots')
    .values({
      shop_id: shopId,
      offer_id: offer.offerId,
      content_hash: hash,
      offer: JSON.stringify(offer),
      captured_at: capturedAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const latest = await tx
    .insertInto('offers')
    .values({
      shop_id: shopId,
      offer_id: offer.offerId,
      content_hash: hash,
      state: offer.state,
      captured_at: capturedAt,
      imported_at: capturedAt,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['shop_id', 'offer_id'])
        .doUpdateSet({ content_hash: hash, state: offer.state, misses: 0, captured_at: capturedAt })
        .where('offers.captured_at', '<=', capturedAt),
    )
    .returning('offer_id')
    .executeTakeFirst()
  return latest !== undefined
}

/** Gives every picture of an offer an address of ours. */
export async function registerImages(tx: Tx, offer: Offer, at: Date): Promise<void> {
  const sources = new Set([
    ...offer.images,
    ...offer.blocks.flatMap((block) => (block.kind === 'image' ? [block.url] : [])),
    ...offer.skus.flatMap((sku) => sku.properties.flatMap(({ imageUrl }) => imageUrl ?? [])),
  ])
  if (sources.size === 0) return
  // In one order everywhere, so that two imports with pictures in common do not wait for each other in a circle.
  const rows = [...sources]
    .map((source) => ({ image_id: imageId(source), source_url: source, created_at: at }))
    .sort((a, b) => (a.image_id < b.image_id ? -1 : 1))
  await tx
    .insertInto('images')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function findOffer(
  db: Database | Tx,
  shopId: string,
  offerId: string,
): Promise<KnownOffer | undefined> {
  const row = await latestSnapshots(db, shopId)
    .where('offers.offer_id', '=', offerId)
    .executeTakeFirst()
  return row && toKnownOffer(row)
}

/** Imported offers, newest first, and how many there are. */
export async function listOffers(
  db: Database,
  shopId: string,
  { page, limit }: { page: number; limit: number },
): Promise<{ offers: Offer[]; total: number }> {
  const rows = await latestSnapshots(db, shopId)
    .orderBy('offers.imported_at', 'desc')
    .orderBy('offers.offer_id')
    .limit(limit)
    .offset((page - 1) * limit)
    .execute()
  const { total } = await db
    .selectFrom('offers')
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .where('shop_id', '=', shopId)
    .executeTakeFirstOrThrow()
  return { offers: rows.map((row) => toKnownOffer(row).offer), total }
}

/** The platform did not know the offer. @returns how often in a row */
export async function countMiss(tx: Tx, shopId: string, offerId: string): Promise<number> {
  const row = await tx
    .updateTable('offers')
    .set({ misses: sql`misses + 1` })
    .where('shop_id', '=', shopId)
    .where('offer_id', '=', offerId)
    .returning('misses')
    .executeTakeFirst()
  return row?.misses ?? 0
}

export async function takeOffline(tx: Tx, shopId: string, offerId: string): Promise<void> {
  await tx
    .updateTable('offers')
    .set({ state: 'offline' })
    .where('shop_id', '=', shopId)
    .where('offer_id', '=', offerId)
    .execute()
}

/**
 * The labels of a snapshot that was seen again later: what it claimed then was confirmed, so each
 * claim holds as long after the later look as it did after the first.
 */
export function confirmedLabels(
  labels: readonly Label[],
  snapshotAt: Date,
  confirmedAt: Date,
): Label[] {
  const later = confirmedAt.getTime() - snapshotAt.getTime()
  if (later <= 0) return [...labels]
  return labels.map((label) => ({
    ...label,
    validUntil: new Date(Date.parse(label.validUntil) + later).toISOString(),
  }))
}

function latestSnapshots(db: Database | Tx, shopId: string) {
  return db
    .selectFrom('offers')
    .innerJoin('offer_snapshots as snapshot', (join) =>
      join
        .onRef('snapshot.shop_id', '=', 'offers.shop_id')
        .onRef('snapshot.offer_id', '=', 'offers.offer_id')
        .onRef('snapshot.content_hash', '=', 'offers.content_hash'),
    )
    .select([
      'snapshot.offer',
      'snapshot.captured_at as snapshot_at',
      'offers.captured_at',
      'offers.state',
      'offers.content_hash',
    ])
    .where('offers.shop_id', '=', shopId)
}

function toKnownOffer(row: {
  offer: Offer
  snapshot_at: Date
  captured_at: Date
  state: string
  content_hash: string
}): KnownOffer {
  const state = row.state as Offer['state']
  return {
    offer: {
      ...row.offer,
      state,
      labels: confirmedLabels(row.offer.labels, row.snapshot_at, row.captured_at),
      capturedAt: row.captured_at.toISOString(),
    },
    state,
    contentHash: row.content_hash,
  }
}
