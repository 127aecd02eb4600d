import { createHmac } from 'node:crypto'
import { redact, redactText } from './redact.ts'
import { readWritten } from './written.ts'

/** What made no sense, kept so that a person can see why nothing was bought. */
export interface Evidence {
  /** The API's name. */
  readonly api: string
  /** Where in the answer, as a dotted path; empty where the answer as a whole made no sense. */
  readonly field: string
  /** The answer as it came, with secrets and personal data replaced by stand-ins; at most 100,000 characters. */
  readonly answer: string
  /** Epoch milliseconds at which it came. */
  readonly at: number
}

const longest = 100_000

/** @param text the answer as it came */
export function evidenceOf(
  found: { readonly api: string; readonly field: string; readonly at: number },
  text: string,
  app: { readonly appKey: string; readonly appSecret: string },
): Evidence {
  const key = createHmac('sha256', app.appSecret).update('xiaopu evidence').digest('hex')
  const options = { key, secrets: [app.appKey, app.appSecret] }
  return { ...found, answer: harmless(text, options).slice(0, longest) }
}

function harmless(text: string, options: { key: string; secrets: string[] }): string {
  let answered: unknown
  try {
    answered = readWritten(text)
  } catch {
    return redactText(text.slice(0, longest), options)
  }
  return JSON.stringify(redact({ answered }, options).answered) ?? ''
}
