import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { TransportRequest } from '@xiaopu/client'
import { hour } from '@xiaopu/domain'

/** The gateway repeats an answer for 48 hours; what is older than this is a new wish. */
const keptMillis = 24 * hour

const header = 'idempotency-key'

/** A write on its way. */
export interface Attempt {
  /** As it is sent: under the key of an earlier try whose answer nobody heard, where there was one. */
  readonly request: TransportRequest
  /** Whether the same write, asked for again, is known as this one. */
  readonly isKept: boolean
  /** It was done or refused: the same wish would be another one. Of what is not known, the note stays. */
  heard(): void
}

/**
 * Notes a write before it is sent, so that a command that was cut off, by the network or by Ctrl+C, can be
 * typed again and counts once. What is noted is a digest and a key, nothing of the order.
 *
 * @param folder - where notes lie; where nothing can be written there, nothing is kept
 */
export function beginAttempt(folder: string, request: TransportRequest): Attempt {
  const fresh = request.headers[header]
  if (fresh === undefined) return { request, isKept: false, heard() {} }
  const file = join(folder, digestOf(request))
  const key = keyIn(file) ?? fresh
  return {
    request: { ...request, headers: { ...request.headers, [header]: key } },
    isKept: note(file, key),
    heard: () => forget(file),
  }
}

/** The same wish of the same shop at the same gateway. */
function digestOf({ method, url, headers, body = '' }: TransportRequest): string {
  const wish = JSON.stringify([method, url, headers.authorization, body])
  return createHash('sha256').update(wish).digest('hex')
}

function keyIn(file: string): string | undefined {
  try {
    const [key, at] = readFileSync(file, 'utf8').split(' ')
    return key && Date.now() - Number(at) < keptMillis ? key : undefined
  } catch {
    return undefined
  }
}

function note(file: string, key: string): boolean {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    writeFileSync(file, `${key} ${Date.now()}`, { mode: 0o600 })
    return true
  } catch {
    return false
  }
}

/** Folders that nothing is left in go too: a command leaves no traces of what went well. */
function forget(file: string): void {
  try {
    rmSync(file, { force: true })
    rmdirSync(dirname(file))
    rmdirSync(dirname(dirname(file)))
  } catch {
    // Something else lies there.
  }
}
