import { existsSync, statfsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { findDifferences } from '@xiaopu/gateway'
import type { Context } from '../context.ts'
import { withDatabase } from '../database.ts'
import { embedDir } from '../embed-files.ts'
import { readSettings } from '../settings.ts'
import { type Check, wordsOf } from './check.ts'

/** Node, the files that pages embed, room on the disk, the database and the books in it. */
export async function checkMachine(context: Context): Promise<Check[]> {
  const free = freeBytes(readSettings(context.env).dataDir)
  return [
    checkNode(context),
    checkEmbedFiles(context),
    roomFor(free, context),
    ...(await checkDatabase(context)),
  ]
}

function checkNode({ cli }: Context): Check {
  const [major = 0] = process.versions.node.split('.').map(Number)
  const found = process.version
  if (major >= 22) return { name: 'node', state: 'ok', found }
  return { name: 'node', state: 'bad', found, todo: cli.doctor.nodeTodo }
}

function checkEmbedFiles({ cli }: Context): Check {
  if (existsSync(join(embedDir, 'manifest.json'))) {
    return { name: 'embed', state: 'ok', found: '/embed/v1.js' }
  }
  return { name: 'embed', state: 'warn', found: '-', todo: cli.doctor.embedTodo }
}

const megabyte = 1_000_000

/** PostgreSQL writes its log in files of 16 MB, and ends where it cannot begin the next one. */
export function roomFor(free: number, { cli }: Pick<Context, 'cli'>): Check {
  const found = `${Math.floor(free / megabyte).toLocaleString('en')} MB`
  if (free >= 1_000 * megabyte) return { name: 'disk', state: 'ok', found }
  const state = free >= 100 * megabyte ? 'warn' : 'bad'
  return { name: 'disk', state, found, todo: cli.doctor.diskTodo }
}

/** Of the disk that a folder is on, or will be. */
function freeBytes(path: string): number {
  let folder = resolve(path)
  while (!existsSync(folder)) folder = dirname(folder)
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}

async function checkDatabase(context: Context): Promise<Check[]> {
  const { cli } = context
  try {
    const { orders, differences } = await withDatabase(context.env, findDifferences)
    const reached: Check = { name: 'database', state: 'ok', found: 'PostgreSQL' }
    if (differences.length === 0) {
      return [reached, { name: 'books', state: 'ok', found: cli.auditClean(orders) }]
    }
    const found = cli.auditFound(differences.length)
    return [reached, { name: 'books', state: 'bad', found, todo: cli.doctor.booksTodo }]
  } catch (error) {
    const found = wordsOf(error, context)
    return [{ name: 'database', state: 'bad', found, todo: cli.doctor.databaseTodo }]
  }
}
