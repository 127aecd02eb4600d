import { fenOf } from '../../catalogue/yuan.ts'

/** What a form asks of the control API. */
export interface Deed {
  readonly method: 'POST' | 'PUT' | 'DELETE'
  /** JSON text. */
  readonly body: string
  /** Where the person was. */
  readonly back: string
}

type Row = Readonly<Record<string, string | number>>
type Value = string | number | null | readonly string[] | readonly Row[] | Row

/** Fields that mean none when they are empty; others are left out then. */
const noneWhenEmpty = ['callbackUrl', 'redirectUri', 'singleUser']

/**
 * Reads the fields of a form of the control page. Names may end in `Yuan` (sent as fen), be `hours` (sent as
 * `advanceMs`), hold a dot (`stock.<specId>`, `goods.<subId>`: those that are shipped), or end in `[]` (one a line: a list, nothing where empty) or `{}` (a name
 * and a number a line). `script` is the whole body as JSON text, or a file of it. Throws RangeError for a text that is
 * no amount or number.
 */
export async function readDeed(form: FormData): Promise<Deed> {
  const body: Record<string, Value> = {}
  for (const [name, raw] of form) {
    if (typeof raw === 'string' && !['back', 'method', 'script'].includes(name)) {
      put(body, name, raw.trim())
    }
  }
  const method = form.get('method')
  return {
    method: method === 'DELETE' || method === 'PUT' ? method : 'POST',
    body: (await scriptOf(form)) ?? JSON.stringify(body),
    back: ownPath(form.get('back')),
  }
}

/** A file that was chosen goes before what stands in the field. */
async function scriptOf(form: FormData): Promise<string | undefined> {
  const [file, text] = [form.get('file'), form.get('script')]
  if (file && typeof file !== 'string' && file.size > 0) return file.text()
  return typeof text === 'string' ? text : undefined
}

function put(body: Record<string, Value>, name: string, text: string): void {
  if (name.endsWith('[]')) {
    const lines = linesOf(text)
    // The API takes null for no list at all: an app without `granted` has every API.
    body[name.slice(0, -2)] = lines.length === 0 && name === 'granted[]' ? null : lines
    return
  }
  if (name.endsWith('{}')) {
    body[name.slice(0, -2)] = Object.fromEntries(linesOf(text).map(limitOf))
    return
  }
  if (text === '' && !noneWhenEmpty.includes(name)) return
  const [field = '', part] = name.split('.')
  const [key, value] = translated(field, text)
  if (field === 'goods' && part !== undefined) {
    if (Number(text) !== 0) body.goods = [...rowsOf(body.goods), { subId: part, quantity: text }]
  } else if (part === undefined) body[key] = value
  else {
    const group = body[key]
    const known = typeof group === 'object' && group !== null && !Array.isArray(group) ? group : {}
    body[key] = { ...known, [part]: value }
  }
}

const rowsOf = (value: Value | undefined): readonly Row[] =>
  Array.isArray(value) ? (value as readonly Row[]) : []

const linesOf = (text: string): string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '')

function limitOf(line: string): [name: string, limit: number] {
  const [name = '', text = ''] = line.split(/[\s=]+/)
  const limit = Number(text)
  if (!Number.isSafeInteger(limit) || limit < 1) throw new RangeError(`${line}: no name and number`)
  return [name, limit]
}

function translated(field: string, text: string): [key: string, value: string | number] {
  if (field.endsWith('Yuan')) return [`${field.slice(0, -'Yuan'.length)}Fen`, signedFen(text)]
  if (field !== 'hours') return [field, text]
  const hours = Number(text)
  if (!Number.isFinite(hours) || hours < 0) throw new RangeError(`${text} is no number of hours`)
  return ['advanceMs', Math.round(hours * 3_600_000)]
}

/** Money may also be taken off an account. */
const signedFen = (text: string): number =>
  text.startsWith('-') ? -fenOf(text.slice(1)) : fenOf(text)

/** A path of this page; anything else leads to its start. */
export function ownPath(back: unknown): string {
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
