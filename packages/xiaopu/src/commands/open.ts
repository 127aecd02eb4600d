import { randomBytes } from 'node:crypto'
import { isShopError, newId } from '@xiaopu/domain'
import { connect, createShop, migrate, newSecretKey } from '@xiaopu/gateway'
import { CommandError } from '../command-error.ts'
import type { Context } from '../context.ts'
import { withDatabase } from '../database.ts'
import { columns } from '../print/table.ts'

interface Opened {
  readonly slug: string
  readonly publishableKey: string
  /** Shown this once: the database keeps its hash. */
  readonly secretKey: string
}

/** Opens a shop in the database, or makes a new secret key for one whose own was lost. */
export async function run(context: Context): Promise<number> {
  const { asked, cli, env, say } = context
  const [slug] = asked.words
  if (slug === undefined) throw new CommandError((texts) => texts.missingArgument('<slug>'), 2)
  const opened = await withDatabase(env, (url) => openAt(url, slug, context), {
    creates: true,
  })
  say(opened, () =>
    [
      columns([
        [cli.columns.key, opened.publishableKey],
        [cli.links.secret, opened.secretKey],
      ]),
      '',
      cli.keepSecret,
    ].join('\n'),
  )
  return 0
}

async function openAt(url: string, slug: string, { asked }: Context): Promise<Opened> {
  const connection = connect({ url, max: 2 })
  try {
    await migrate(connection)
    const clock = { now: () => Date.now() }
    const deps = {
      db: connection.db,
      clock,
      newId: (kind: Parameters<typeof newId>[0]) => newId(kind, clock.now(), randomBytes(16)),
    }
    if (asked.flag('new-key')) {
      const renewed = await newSecretKey(deps, slug)
      if (!renewed) throw new CommandError((cli) => cli.noShop(slug))
      return { slug, ...renewed }
    }
    const { shop, secretKey } = await createShop(deps, {
      slug,
      name: asked.text('name') ?? slug,
    }).catch((cause: unknown) => {
      const reason = isShopError(cause) && cause.detail.field === 'slug' && cause.detail.reason
      if (!reason) throw cause
      throw new CommandError(
        ({ mistyped }) => (reason === 'taken' ? mistyped.slugTaken(slug) : mistyped.slug(slug)),
        1,
        { cause },
      )
    })
    return { slug, publishableKey: shop.publishableKey, secretKey }
  } finally {
    await connection.close()
  }
}
