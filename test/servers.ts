import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startEmbedded } from '../packages/gateway/src/db/embedded.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the PostgreSQL servers that test files of one run share, one after the other. */
    readonly servers: string
  }
}

/**
 * Vitest calls this before the first test file: whoever needs a server starts it in that folder, one
 * for each file that runs at the same time, and the next file goes on with it.
 *
 * @returns how to stop them all
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'xiaopu-test-'))
  project.provide('servers', folder)
  return async () => {
    for (const name of await readdir(folder)) {
      // It is adopted, not started.
      const server = await startEmbedded(join(folder, name))
      await server.stop()
    }
    await rm(folder, { recursive: true, force: true })
  }
}
