import { spawnSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from './database.ts'
import { startEmbedded } from './embedded.ts'
import { migrate } from './migrate.ts'

/**
 * Writes `tables.generated.ts` from a freshly migrated database.
 * With `--verify` it changes nothing and fails where the file is out of date.
 */
/** JSON columns are read as what they hold and written as JSON text. */
const json = (type: string) => `ColumnType<${type}, string, string>`
const domain = (type: string) => json(`import('@xiaopu/domain').${type}`)
const overrides = {
  columns: {
    'shops.price_rule': domain('PriceRule'),
    'shops.purchase_policy': json("Partial<import('@xiaopu/domain').PurchasePolicy>"),
    'shops.theme': domain('Theme'),
    'shop_channels.settings': json("import('../channels/channels.ts').KeptSettings"),
    'offer_snapshots.offer': domain('Offer'),
    'listings.price_rule': `ColumnType<import('@xiaopu/domain').PriceRule | null, string | null, string | null>`,
    'listing_skus.properties': domain("PricedSku['properties']"),
    'quotes.body': json("import('../carts/quotes.ts').QuoteBody"),
    'quotes.address': domain('MaskedAddress'),
    'orders.address': domain('MaskedAddress'),
    'order_lines.properties': domain("QuoteLine['properties']"),
    'coupons.off': domain('CouponOff'),
    'group_deals.off': domain('GroupOff'),
    'group_deals.prices': json('Record<string, number>'),
    'shipments.lines': domain("Shipment['lines']"),
    'shipments.trail': domain("Shipment['trail']"),
    'payments.step': `ColumnType<import('@xiaopu/domain').PaymentStep | null, string | null, string | null>`,
    'differences.detail': domain("Difference['detail']"),
  },
}

const dir = await mkdtemp(join(tmpdir(), 'xiaopu-tables-'))
const server = await startEmbedded(dir)
try {
  const connection = connect({ url: server.url })
  await migrate(connection)
  await connection.close()
  const { status } = spawnSync(
    'kysely-codegen',
    [
      '--dialect=postgres',
      '--default-schema=public',
      '--include-pattern=public.*',
      '--exclude-pattern=public.kysely_*',
      '--numeric-parser=number',
      `--type-mapping=${JSON.stringify({ int8: 'number' })}`,
      `--overrides=${JSON.stringify(overrides)}`,
      '--out-file=src/db/tables.generated.ts',
      ...(process.argv.includes('--verify') ? ['--verify'] : []),
    ],
    { stdio: 'inherit', env: { ...process.env, DATABASE_URL: server.url } },
  )
  process.exitCode = status ?? 1
} finally {
  await server.stop()
  await rm(dir, { recursive: true, force: true })
}
