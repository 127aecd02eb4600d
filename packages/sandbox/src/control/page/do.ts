import { fenOf } from '../../catalogue/yuan.ts'

/** What a form asks of the control API. */
export interface Deed {
  readonly method: 'POST' | 'DELETE'
  readonly body: Readonly<Record<string, unknown>>
  /** Where the person was. */
  readonly back: string
}

type Value = string | number | Record<string, string | number>

/**
 * Reads the fields of a form of the control page. Empty fields are left out, except where empty
 * means none (`callbackUrl`). Throws RangeError for a text that is no amount or number of hours.
 */
export function readDeed(form: FormData): Deed {
  const body: Record<string, Value> = {}
  for (const [name, raw] of form) {
    if (typeof raw !== 'string' || name === 'back' || name === 'method') continue
    if (raw.trim() === '' && name !== 'callbackUrl') continue
    const [field = '', part] = name.split('.')
    const [key, value] = translated(field, raw.trim())
    if (part === undefined) body[key] = value
    else {
      const group = typeof body[key] === 'object' ? body[key] : {}
      body[key] = { ...group, [part]: value }
    }
  }
  return {
    method: form.get('method') === 'DELETE' ? 'DELETE' : 'POST',
    body,
    back: ownPath(form.get('back')),
  }
}

function translated(field: string, text: string): [key: string, value: string | number] {
  if (field.endsWith('Yuan')) return [`${field.slice(0, -'Yuan'.length)}Fen`, fenOf(text)]
  if (field !== 'hours') return [field, text]
  const hours = Number(text)
  if (!Number.isFinite(hours) || hours < 0) throw new RangeError(`${text} is no number of hours`)
  return ['advanceMs', Math.round(hours * 3_600_000)]
}

/** A path of this page; anything else leads to its start. */
function ownPath(back: unknown): string {
  return typeof back === 'string' && /^\/sandbox\/[\w/?=&%.+-]*$/.test(back) ? back : '/sandbox/'
}

/** `back` with word of how it went. */
export function backWith(back: string, name: 'done' | 'failed', value: string): string {
  const [path = '', search = ''] = back.split('?')
  const query = new URLSearchParams(search)
  query.delete('done')
  query.delete('failed')
  query.set(name, value)
  return `${path}?${query}`
}
