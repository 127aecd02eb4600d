import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { findDifferences } from '@xiaopu/gateway'
import type { Context } from '../context.ts'
import { withDatabase } from '../database.ts'
import { embedDir } from '../embed-files.ts'
import { type Check, wordsOf } from './check.ts'

/** Node, the files that pages embed, the database and the books in it. */
export async function checkMachine(context: Context): Promise<Check[]> {
  return [checkNode(context), checkEmbedFiles(context), ...(await checkDatabase(context))]
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
