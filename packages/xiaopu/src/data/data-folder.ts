import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import * as v from 'valibot'
import { readJson, replaceJson } from './json-file.ts'
import { identityOf } from './process.ts'

/** Who works on a data folder, as `running.json` says it. */
const Running = v.object({ pid: v.number(), identity: v.string(), url: v.optional(v.string()) })
type Running = v.InferOutput<typeof Running>

/** Another living process has the folder; `url` where it already listens. */
export class FolderInUseError extends Error {
  override name = 'FolderInUseError' as const
  readonly pid: number
  readonly url: string | undefined

  constructor(pid: number, url: string | undefined) {
    super(`in use by process ${pid}`)
    this.pid = pid
    this.url = url
  }
}

/** What is sold from a folder: goods of the sandbox for play money, or real ones. */
export type Purpose = 'dev' | 'serve'

/** What was sold for play money must not be bought at 1688, nor real orders at the sandbox. */
export class FolderOfOtherError extends Error {
  override name = 'FolderOfOtherError' as const
  readonly purpose: Purpose

  constructor(purpose: Purpose) {
    super(`a folder of xiaopu ${purpose}`)
    this.purpose = purpose
  }
}

export interface DataFolder {
  readonly path: string
  readonly postgres: string
  readonly sandbox: string
  readonly images: string
  readonly log: string
  /** Says where it runs, for whoever starts a second time. */
  announce(url: string): void
  release(): void
}

/**
 * Takes a data folder for this process. A file left by a process that was killed is taken over.
 *
 * @param purpose - what the folder is for from now on; absent for who only looks into it
 * @throws FolderInUseError, FolderOfOtherError
 */
export function takeFolder(dir: string, purpose?: Purpose): DataFolder {
  const path = resolve(dir)
  mkdirSync(path, { recursive: true })
  const known = purposeOf(path)
  if (purpose && known && known !== purpose) throw new FolderOfOtherError(known)
  const file = join(path, 'running.json')
  const owner = readJson(file, Running)
  if (owner && owner.pid !== process.pid && identityOf(owner.pid) === owner.identity) {
    throw new FolderInUseError(owner.pid, owner.url)
  }
  const mine: Running = { pid: process.pid, identity: identityOf(process.pid) ?? '' }
  rmSync(file, { force: true })
  create(file, mine)
  if (purpose && !known) replaceJson(join(path, purposeFile), { purpose })
  // Whoever held the sandbox's world had this folder too, so a lock that is left there is dead.
  rmSync(join(path, 'sandbox', 'world.pid'), { force: true })
  return {
    path,
    postgres: path,
    sandbox: join(path, 'sandbox'),
    images: join(path, 'images'),
    log: join(path, 'gateway.log'),
    announce: (url) => replaceJson(file, { ...mine, url }),
    release: () => rmSync(file, { force: true }),
  }
}

const purposeFile = 'purpose.json'
const Purposed = v.object({ purpose: v.picklist(['dev', 'serve']) })

/**
 * What a folder is for; undefined where nothing has been sold from it. One from before this was written
 * down is known by its sandbox.
 */
export function purposeOf(path: string): Purpose | undefined {
  const written = readJson(join(path, purposeFile), Purposed)?.purpose
  return written ?? (existsSync(join(path, 'sandbox')) ? 'dev' : undefined)
}

/** Of two that start in the same moment, one finds the file there. */
function create(file: string, mine: Running): void {
  try {
    writeFileSync(file, JSON.stringify(mine), { flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    throw new FolderInUseError(readJson(file, Running)?.pid ?? 0, undefined)
  }
}
