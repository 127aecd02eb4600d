import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Evidence } from '@xiaopu/alibaba'
import type { Log } from './log.ts'

/** So many files are enough to see what is wrong; an adapter that has gone mad must not fill the disk. */
const most = 200

/**
 * Keeps answers of 1688 that made no sense, one file each in `dir`, and says so in the log by the
 * file's name, whose last part is the answer's hash: the same nonsense is kept once.
 */
export function keepEvidence(dir: string, log: Log): (evidence: Evidence) => void {
  return (evidence) => {
    const { api, field, answer } = evidence
    const hash = createHash('sha256').update(`${api} ${field} ${answer}`).digest('hex').slice(0, 16)
    const name = `${api}-${hash}.json`
    mkdirSync(dir, { recursive: true, mode: 0o700 })
    const file = join(dir, name)
    if (!existsSync(file) && readdirSync(dir).length < most) {
      writeFileSync(file, `${JSON.stringify(evidence, null, 2)}\n`, { mode: 0o600 })
    }
    log({ level: 'error', event: 'platform_nonsense', api, field, evidence: name })
  }
}
