import { CommandError } from '../command-error.ts'
import type { Context } from '../context.ts'
import { keyTable } from '../print/key-table.ts'
import { columns } from '../print/table.ts'
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
  if (asked.text('name') !== undefined && !isNew)
    throw new CommandError(({ mistyped }) => mistyped.goesWith('--name', '--new --allow'), 2)
  if (asked.text('until') !== undefined && scopes === undefined) {
    throw new CommandError(({ mistyped }) => mistyped.goesWith('--until', '--allow'), 2)
  }
  if (revoked !== undefined) {
    const key = await seller.keys.revoke(revoked)
    say(key, () => keyTable([key], cli, Date.now()))
  } else if (isNew) {
    const made = await seller.keys.make(wanted(context, scopes))
    say(made, () =>
      [
        columns([[cli.links[scopes ? 'restricted' : 'secret'], made.secret]]),
        '',
        cli.keepSecret,
      ].join('\n'),
    )
  } else {
    const { items } = await seller.keys.list()
    say(items, () => keyTable(items, cli, Date.now()))
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
