import type { Database } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import { derive, digest, open, type Place, seal } from './cipher.ts'
import { type MasterKey, MasterKeyError } from './master-keys.ts'

/** Seals and opens what belongs to one shop. */
export interface ShopSeal {
  seal(place: Place, text: string): string
  /** @throws SealBrokenError where the text was changed or belongs elsewhere */
  open(place: Place, sealed: string): string
  /** Keyed hash: equal texts of this shop have equal digests. @param label - what the text is */
  digest(label: string, text: string): string
}

/**
 * Keys in two layers: a master key that lives outside the database wraps one data key per shop,
 * which lives in it. A dump alone opens nothing; a shop whose data key is thrown away is erased.
 */
export interface Vault {
  /** The seal of a shop; its data key is made when it is first needed. */
  of(shopId: string): Promise<ShopSeal>
  /** The seal for what belongs to the gateway itself. */
  own(): Promise<ShopSeal>
  /**
   * Wraps every data key with the first master key; the others are then no longer needed.
   *
   * @returns how many that were
   * @throws MasterKeyError where a data key was wrapped with a master key that is not here
   */
  rewrap(): Promise<number>
}

/** Stands in `shop_secrets` where the gateway itself is meant. */
const gateway = 'gateway'

/** Seals in memory: a few hundred bytes each. */
const mostKept = 20_000

export function createVault(
  db: Database,
  masters: readonly MasterKey[],
  random: (length: number) => Uint8Array,
): Vault {
  const [newest] = masters
  if (!newest) throw new MasterKeyError('malformed', 'there is none')
  const kept = new Map<string, Promise<ShopSeal>>()

  function of(shopId: string): Promise<ShopSeal> {
    const known = kept.get(shopId)
    if (known) return known
    if (kept.size >= mostKept) kept.clear()
    const found = dataKeyOf(shopId).then((key) => createSeal(key, random))
    kept.set(shopId, found)
    // A database that was away for a moment must not be remembered.
    found.catch(() => kept.delete(shopId))
    return found
  }

  async function dataKeyOf(shopId: string): Promise<DataKey> {
    const [known] = await read(db, [shopId])
    if (known) return unwrap(known, masters)
    const fresh = { keyId: `k${Buffer.from(random(8)).toString('hex')}`, key: random(32) }
    await insert(db, [shopId, fresh.keyId, wrapped(shopId, fresh, newest as MasterKey, random)])
    // Of two processes that made one in the same moment, one is written.
    const [written] = await read(db, [shopId])
    if (!written) throw new Error('a data key that was just written is not there')
    return unwrap(written, masters)
  }

  return {
    of,
    own: () => of(gateway),
    async rewrap() {
      const rows = await wrappedByOthers(db, [newest.id])
      for (const row of rows) {
        const again = wrapped(row.shop_id, unwrap(row, masters), newest, random)
        await replace(db, [row.shop_id, row.wrapped, again])
      }
      return rows.length
    },
  }
}

interface DataKey {
  readonly keyId: string
  readonly key: Uint8Array
}

interface WrappedKey {
  readonly shop_id: string
  readonly key_id: string
  readonly wrapped: string
}

function createSeal(dataKey: DataKey, random: (length: number) => Uint8Array): ShopSeal {
  const sealing = { key: derive(dataKey.key, 'seal'), keyId: dataKey.keyId }
  const searching = derive(dataKey.key, 'search')
  return {
    seal: (place, text) => seal(sealing, place, text, random(12)),
    open: (place, sealed) => open(sealing, place, sealed),
    digest: (label, text) => digest(searching, `${label}:${text}`),
  }
}

const placeOf = (shopId: string, keyId: string): Place => ({
  table: 'shop_secrets',
  column: 'wrapped',
  row: `${shopId}/${keyId}`,
})

function wrapped(
  shopId: string,
  { key, keyId }: DataKey,
  master: MasterKey,
  random: (length: number) => Uint8Array,
): string {
  const text = Buffer.from(key).toString('base64url')
  return seal({ key: master.key, keyId: master.id }, placeOf(shopId, keyId), text, random(12))
}

function unwrap(row: WrappedKey, masters: readonly MasterKey[]): DataKey {
  const master = masters.find(({ id }) => row.wrapped.startsWith(`s1.${id}.`))
  if (!master) throw new MasterKeyError('other', row.wrapped.split('.')[1] ?? '')
  const text = open(
    { key: master.key, keyId: master.id },
    placeOf(row.shop_id, row.key_id),
    row.wrapped,
  )
  return { keyId: row.key_id, key: Buffer.from(text, 'base64url') }
}

const read = statement<WrappedKey>(
  'select shop_id, key_id, wrapped from shop_secrets where shop_id = $1',
)
const insert = statement(`
  insert into shop_secrets (shop_id, key_id, wrapped) values ($1, $2, $3)
  on conflict (shop_id) do nothing`)
const wrappedByOthers = statement<WrappedKey>(`
  select shop_id, key_id, wrapped from shop_secrets
  where split_part(wrapped, '.', 2) <> $1 order by shop_id`)
const replace = statement(
  'update shop_secrets set wrapped = $3 where shop_id = $1 and wrapped = $2',
)
