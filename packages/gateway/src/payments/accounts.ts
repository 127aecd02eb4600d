import {
  type PaymentAccount,
  type PaymentAccountState,
  type PaymentAccountView,
  type PaymentProvider,
  type ProviderName,
  type Sharing,
  ShopError,
} from '@xiaopu/domain'
import type { Selectable } from 'kysely'
import { writeAudit } from '../audit/audit-log.ts'
import type { Database, Tx } from '../db/database.ts'
import { statement } from '../db/statement.ts'
import type { PaymentAccounts } from '../db/tables.generated.ts'
import type { Deps } from '../deps.ts'
import { sharingProvider } from '../promoters/sharing.ts'
import { merchantOf } from './open-provider.ts'
import { notifyUrlOf, type OpenAccount } from './providers.ts'

type AccountRow = Selectable<PaymentAccounts>

/** Where sealed keys stand; they do not open anywhere else. */
const placeOf = (provider: string) => ({
  table: 'payment_accounts',
  column: 'account',
  row: provider,
})

const byProvider = statement<AccountRow>(
  'select * from payment_accounts where shop_id = $1 and provider = $2',
)
const lockAccount = statement<AccountRow>(
  'select * from payment_accounts where shop_id = $1 and provider = $2 for update',
)

async function readAccount(
  db: Database | Tx,
  shopId: string,
  provider: string,
): Promise<AccountRow | undefined> {
  return (await byProvider(db, [shopId, provider]))[0]
}

/**
 * Opens accounts as they stand in the database now, so that a change counts at once in every
 * process; adapters of unchanged ones are kept.
 */
export function accountOpener(
  { db, vault }: Pick<Deps, 'db' | 'vault'>,
  open: (account: PaymentAccount) => PaymentProvider,
): OpenAccount {
  const kept = new Map<string, { readonly sealed: string; readonly provider: PaymentProvider }>()
  return async (shopId, name) => {
    const row = await readAccount(db, shopId, name)
    if (!row) return undefined
    const key = `${shopId}/${name}`
    const hit = kept.get(key)
    if (hit?.sealed === row.account) return hit.provider
    const text = (await vault.of(shopId)).open(placeOf(name), row.account)
    const provider = open(JSON.parse(text))
    if (kept.size > 10_000) kept.clear()
    kept.set(key, { sealed: row.account, provider })
    return provider
  }
}

/**
 * Gives a shop an account, changes it or switches it. Its keys are tried first: an account that
 * cannot sign takes no order.
 *
 * @throws ShopError PAYMENT_ACCOUNT_NOT_FOUND, BAD_REQUEST for keys that are none
 */
export async function setAccount(
  deps: Deps,
  by: { readonly shopId: string; readonly actor: string },
  wish: {
    readonly provider: ProviderName
    readonly account?: PaymentAccount | undefined
    readonly state?: PaymentAccountState | undefined
    readonly sharing?: Sharing | undefined
  },
): Promise<PaymentAccountView> {
  const { provider, account } = wish
  if (account && account.provider !== provider)
    throw new ShopError('BAD_REQUEST', { field: 'account.provider', reason: `not ${provider}` })
  if (wish.sharing && provider !== sharingProvider)
    throw new ShopError('BAD_REQUEST', { field: 'sharing', reason: `not with ${provider}` })
  if (account) tryKeys(deps, account)
  const sealed =
    account && (await deps.vault.of(by.shopId)).seal(placeOf(provider), JSON.stringify(account))
  const row = await deps.db.transaction().execute(async (tx) => {
    // What it is changed from is what the change before it made of it.
    const [known] = await lockAccount(tx, [by.shopId, provider])
    if (!known && !account) throw new ShopError('PAYMENT_ACCOUNT_NOT_FOUND', { provider })
    const now = new Date(deps.clock.now())
    const [written] = await write(tx, [
      by.shopId,
      provider,
      wish.state ?? known?.state ?? 'on',
      account ? merchantOf(account) : known?.merchant,
      sealed ?? known?.account,
      now,
      wish.sharing ?? known?.sharing ?? 0,
    ])
    const action = account ? 'payment-account.set' : 'payment-account.switch'
    await writeAudit(deps, tx, { ...by, action, subject: provider, reason: wish.state })
    if (wish.sharing !== undefined && wish.sharing !== (known?.sharing ?? 0))
      await writeAudit(deps, tx, {
        ...{ ...by, action: 'payment-account.sharing', subject: provider },
        reason: String(wish.sharing),
      })
    return written
  })
  deps.changed(by.shopId)
  return toView(deps, row as AccountRow)
}

const write = statement<AccountRow>(`
  insert into payment_accounts as known
    (shop_id, provider, state, merchant, account, created_at, updated_at, merchant_since, sharing)
  values ($1, $2, $3, $4, $5, $6, $6, $6, $7)
  on conflict (shop_id, provider) do update set state = excluded.state, merchant = excluded.merchant,
    account = excluded.account, sharing = excluded.sharing, updated_at = excluded.updated_at,
    merchant_since = case when known.merchant = excluded.merchant then known.merchant_since
      else excluded.merchant_since end
  returning *`)

function tryKeys(deps: Deps, account: PaymentAccount): void {
  try {
    deps.openProvider(account)
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 120) : 'no keys'
    throw new ShopError('BAD_REQUEST', { field: 'account', reason })
  }
}

export async function listAccounts(deps: Deps, shopId: string): Promise<PaymentAccountView[]> {
  return (await all(deps.db, [shopId])).map((row) => toView(deps, row))
}

const all = statement<AccountRow>(
  'select * from payment_accounts where shop_id = $1 order by provider',
)

/** Whether anything takes money at all: the gateway's own provider, or an account of some shop. */
export async function takesMoney({
  db,
  payments,
}: Pick<Deps, 'db' | 'payments'>): Promise<boolean> {
  return payments.own !== undefined || (await some(db, [])).length > 0
}

const some = statement(`select 1 from payment_accounts where state = 'on' limit 1`)

function toView(deps: Deps, row: AccountRow): PaymentAccountView {
  return {
    provider: row.provider as ProviderName,
    state: row.state as PaymentAccountState,
    merchant: row.merchant,
    sharing: row.sharing as Sharing,
    notifyUrl: notifyUrlOf(deps, row),
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  }
}
