import type { ShopKey } from '@xiaopu/domain'
import { CommandError } from '../command-error.ts'
import type { Context } from '../context.ts'
import { columns, table } from '../print/table.ts'
import { openShop } from '../seller.ts'
import { readUntil } from '../span.ts'

/** The keys of a shop; options make one or revoke one. */
export async function run(context: Context): Promise<number> {
  const { asked, cli, say } = context
  const { seller } = openShop(context)
  const revoked = asked.text('revoke')
  const scopes = asked.text('allow')
  const isNew = asked.flag('new') || scopes !== undefined
  const networks = asked.text('networks')
  // Whoever wants to limit a key must not believe that it is.
  if (networks !== undefined && !isNew) throw new CommandError((cli) => cli.networksAlone, 2)
  if (revoked !== undefined) {
    const key = await seller.keys.revoke(revoked)
    say(key, () => keyTable([key], context))
  } else if (isNew) {
    const made = await seller.keys.make(wanted(context, scopes))
    say(made, () => [columns([[cli.links.secret, made.secret]]), '', cli.keepSecret].join('\n'))
  } else {
    const { items } = await seller.keys.list()
    say(items, () => keyTable(items, context))
  }
  return 0
}

function wanted({ asked }: Context, scopes: string | undefined) {
  const name = asked.text('name')
  const expiresAt = readUntil(asked)
  const networks = asked.text('networks')
  return {
    kind: scopes === undefined ? ('secret' as const) : ('restricted' as const),
    ...(name !== undefined && { name }),
    ...(scopes !== undefined && { scopes: listed(scopes) }),
    ...(networks !== undefined && { networks: listed(networks) }),
    ...(expiresAt !== undefined && { expiresAt }),
  }
}

function listed(text: string): string[] {
  return text.split(/[,\s]+/).filter((each) => each !== '')
}

function keyTable(keys: readonly ShopKey[], { cli }: Context): string {
  return table(
    [
      { title: cli.columns.keyId, value: ({ id }) => id },
      { title: cli.columns.kind, value: ({ kind }) => cli.keyKinds[kind] },
      { title: cli.columns.name, value: ({ name }) => name ?? '' },
      { title: cli.columns.state, value: (key) => (key.revokedAt ? cli.keyRevoked : cli.keyLive) },
      { title: cli.columns.until, value: ({ expiresAt }) => expiresAt?.slice(0, 10) ?? '' },
      { title: cli.columns.rights, value: ({ scopes }) => scopes?.join(' ') ?? '' },
      { title: cli.columns.networks, value: ({ networks }) => networks?.join(' ') ?? '' },
    ],
    keys,
  )
}
