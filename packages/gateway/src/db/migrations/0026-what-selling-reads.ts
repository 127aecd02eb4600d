import { type Kysely, sql } from 'kysely'

/**
 * What selling a Sku needs of its offer stands beside the snapshot: every quote and every order unpacked
 * the whole of it, pictures and description, for five fields.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(`alter table offer_snapshots
      add column if not exists cover text generated always as (offer #>> '{images,0}') stored,
      add column if not exists min_quantity integer
        generated always as ((offer ->> 'minQuantity')::integer) stored,
      add column if not exists ship_within_hours integer
        generated always as ((offer ->> 'shipWithinHours')::integer) stored,
      add column if not exists dropship boolean
        generated always as ((offer ->> 'dropship')::boolean) stored,
      add column if not exists supplier jsonb generated always as (offer -> 'supplier') stored`)
    .execute(db)
}
