import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, type EmbeddedDatabase, migrate, startEmbedded } from '@xiaopu/gateway'
import { afterAll } from 'vitest'

/** The PostgreSQL server of this test file, with one migrated database to copy. */
let server: Promise<{ running: EmbeddedDatabase; dir: string }> | undefined
let databases = 0

/** A migrated, empty database of its own; gone with the test file. */
export async function freshDatabase(): Promise<string> {
  server ??= startServer()
  const { running } = await server
  const name = `shop_${++databases}`
  await run(running.url, `create database ${name} template template_shop`)
  return databaseAt(running.url, name)
}

async function startServer(): Promise<{ running: EmbeddedDatabase; dir: string }> {
  const dir = await mkdtemp(join(tmpdir(), 'xiaopu-test-'))
  const running = await startEmbedded(dir)
  // Nobody needs these rows after a power cut.
  await run(running.url, 'alter system set fsync = off', 'select pg_reload_conf()')
  await run(running.url, 'create database template_shop')
  const template = connect({ url: databaseAt(running.url, 'template_shop') })
  await migrate(template)
  await template.close()
  return { running, dir }
}

async function run(url: string, ...statements: string[]): Promise<void> {
  const connection = connect({ url, max: 1 })
  for (const statement of statements) await connection.pool.query(statement)
  await connection.close()
}

function databaseAt(url: string, name: string): string {
  const address = new URL(url)
  address.pathname = `/${name}`
  return address.href
}

afterAll(async () => {
  if (!server) return
  const { running, dir } = await server
  await running.stop()
  await rm(dir, { recursive: true, force: true })
})
