import { createHash, createHmac } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Exchange } from '../attempt.ts'
import { nameOf, type Recording, recordingOf, replay } from './recording.ts'
import { type RedactOptions, redact, redactText } from './redact.ts'
import { readWritten, toWritten } from './written.ts'

export interface RecorderOptions {
  /** Where the files go; made when the first one comes. */
  readonly folder: string
  readonly appKey: string
  readonly appSecret: string
  /** Told what could not be written; recording never disturbs a call. */
  readonly onError?: (error: unknown) => void
}

export interface Recorder {
  call(exchange: Exchange): void
  /** @param message the field `message` of a push, unmodified */
  message(message: string): void
  /** Resolves when everything so far has been written. */
  idle(): Promise<void>
}

/** So many of one call are enough; a shop that runs for weeks must not fill its disk. */
const mostOfOne = 50

/**
 * Writes each call and each push message as one JSON file, secrets and personal data replaced by
 * stand-ins that nobody without the app's secret can link to their values. A file dropped into
 * `recordings/` becomes a contract test: it holds what was made of the redacted answer.
 */
export function recorder(options: RecorderOptions): Recorder {
  const { folder, appKey, appSecret, onError } = options
  const key = createHmac('sha256', appSecret).update('xiaopu recording').digest('hex')
  const counts = new Map<string, number>()
  let running = Promise.resolve()

  const write = async (kind: string, recording: Recording): Promise<void> => {
    const whole = { ...recording, outcome: await replay(recording) }
    const text = `${JSON.stringify(whole, null, 2)}\n`
    const hash = createHash('sha256').update(text).digest('hex').slice(0, 12)
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, `${kind}-${hash}.json`), text, { mode: 0o600 })
  }
  const later = (kind: string, make: () => Recording | undefined): void => {
    const count = (counts.get(kind) ?? 0) + 1
    counts.set(kind, count)
    if (count > mostOfOne) return
    running = running
      .then(() => make())
      .then((recording) => recording && write(kind, recording))
      .catch((error: unknown) => onError?.(error))
  }

  return {
    call: (exchange) => {
      const name = nameOf(exchange.api)
      if (name === undefined) return
      const secrets = [appSecret, appKey, exchange.accessToken ?? '']
      later(name, () => callRecording(name, exchange, { key, secrets }))
    },
    message: (message) =>
      later('push', () => messageRecording(message, { key, secrets: [appKey] })),
    idle: () => running,
  }
}

function callRecording(name: string, exchange: Exchange, options: RedactOptions): Recording {
  const { api, input, params, raw } = exchange
  const answered = jsonOf(raw.text)
  const redacted = redact({ asked: [toWritten(input), toWritten(params)], answered }, options)
  const [ourWords, theirs] = redacted.asked ?? []
  return recordingOf({
    call: name,
    api: `${api.namespace}:${api.name}-${api.version ?? 1}`,
    ...(ourWords !== undefined && { input: ourWords }),
    params: theirs,
    at: raw.at,
    status: raw.status,
    ...(answered === undefined
      ? { text: redactText(raw.text.slice(0, 20_000), options) }
      : { answer: redacted.answered }),
    outcome: undefined,
  })
}

function messageRecording(message: string, options: RedactOptions): Recording | undefined {
  const answered = jsonOf(message)
  if (answered === undefined) return undefined
  return recordingOf({ message: redact({ answered }, options).answered, outcome: undefined })
}

function jsonOf(text: string): unknown {
  try {
    return readWritten(text)
  } catch {
    return undefined
  }
}
