import type { ShopKey } from '@xiaopu/domain'
import type { Texts } from '@xiaopu/texts'
import { table } from './table.ts'

/** One row for each key. @param now - ms since 1970 */
export function keyTable(keys: readonly ShopKey[], cli: Texts['cli'], now: number): string {
  const { columns } = cli
  return table(
    [
      { title: columns.keyId, value: ({ id }) => id },
      { title: columns.kind, value: ({ kind }) => cli.keyKinds[kind] },
      { title: columns.name, value: ({ name }) => name ?? '' },
      { title: columns.state, value: (key) => stateOf(key, cli, now) },
      { title: columns.until, value: ({ expiresAt }) => expiresAt?.slice(0, 10) ?? '' },
      { title: columns.rights, value: ({ scopes }) => scopes?.join(' ') ?? '' },
      { title: columns.networks, value: ({ networks }) => networks?.join(' ') ?? '' },
    ],
    keys,
  )
}

function stateOf({ revokedAt, expiresAt }: ShopKey, cli: Texts['cli'], now: number): string {
  if (revokedAt) return cli.keyRevoked
  return expiresAt && Date.parse(expiresAt) <= now ? cli.keyExpired : cli.keyLive
}
