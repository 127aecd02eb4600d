import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { connect, migrate, startEmbedded } from '@xiaopu/gateway'
import { inject } from 'vitest'
import { atFileEnd } from './at-file-end.ts'

/** The PostgreSQL server of this process's test files, which run one after the other. */
let server: Promise<string> | undefined

/** A migrated, empty database of its own; gone with the test file. */
export async function freshDatabase(): Promise<string> {
  server ??= findServer()
  const url = await server
  const name = `shop_${randomBytes(6).toString('hex')}`
  await run(url, `create database ${name} template template_shop`)
  atFileEnd(() => run(url, `drop database ${name} with (force)`))
  return databaseAt(url, name)
}

/** Files that run at the same time have a server each; the first one that needs it starts it. */
async function findServer(): Promise<string> {
  const { url } = await startEmbedded(join(inject('servers'), process.env.VITEST_POOL_ID ?? '0'))
  const connection = connect({ url, max: 1 })
  const { rowCount } = await connection.pool.query(
    `select from pg_database where datname = 'template_shop'`,
  )
  await connection.close()
  if (rowCount === 0) await prepare(url)
  return url
}

async function prepare(url: string): Promise<void> {
  // Nobody needs these rows after a power cut.
  await run(url, 'alter system set fsync = off', 'select pg_reload_conf()')
  // Of a file that was ended half-way.
  await run(url, 'drop database if exists unfinished', 'create database unfinished')
  const template = connect({ url: databaseAt(url, 'unfinished') })
  await migrate(template)
  await template.close()
  await run(url, 'alter database unfinished rename to template_shop')
}

async function run(url: string, ...statements: string[]): Promise<void> {
  const connection = connect({ url, max: 1 })
  try {
    for (const statement of statements) await connection.pool.query(statement)
  } finally {
    await connection.close()
  }
}

function databaseAt(url: string, name: string): string {
  const address = new URL(url)
  address.pathname = `/${name}`
  return address.href
}
