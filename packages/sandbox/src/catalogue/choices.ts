/**
 * The SKU notation of a shelf: `颜色=奶白/雾蓝`, `尺码=S/M/XXL+5`, and combinations such as
 * `黑色/XS, _/XXL`.
 */
import { fenOf } from './yuan.ts'

export interface Value {
  readonly text: string
  /** Fen on top of the offer's price. */
  readonly extra: number
}

export interface Choice {
  readonly name: string
  readonly values: readonly Value[]
}

/** Reads one property; a value ends in `+yuan` when it costs more. */
export function choice(notation: string): Choice {
  const [name = '', list = ''] = notation.split('=')
  const values = list.split('/').map((each) => {
    const [, text = '', extra] = /^(.*?)(?:\+(\d+(?:\.\d+)?))?$/.exec(each) ?? []
    return { text, extra: extra === undefined ? 0 : fenOf(extra) }
  })
  if (!name || values.some((value) => !value.text)) {
    throw new TypeError(`not a property: ${notation}`)
  }
  return { name, values }
}

/** Every combination of the values, in the order of the notation; one empty one without choices. */
export function combinations(choices: readonly Choice[]): readonly (readonly Value[])[] {
  return choices.reduce<readonly (readonly Value[])[]>(
    (rows, { values }) => rows.flatMap((row) => values.map((value) => [...row, value])),
    [[]],
  )
}

/** Whether a combination is one of the `patterns`; one that names no value of the choices is a bug. */
export function matcher(
  patterns: string | undefined,
  choices: readonly Choice[],
): (row: readonly Value[]) => boolean {
  const wanted = (patterns ?? '').split(',').flatMap((each) => (each.trim() ? [each.trim()] : []))
  const rows = wanted.map((pattern) => parts(pattern, choices))
  return (row) =>
    rows.some((pattern) => pattern.every((part, at) => part === '_' || part === row[at]?.text))
}

function parts(pattern: string, choices: readonly Choice[]): readonly string[] {
  const list = pattern.split('/')
  const known = (part: string, at: number) =>
    part === '_' || choices[at]?.values.some((value) => value.text === part)
  if (list.length !== choices.length || !list.every(known)) {
    throw new TypeError(`${pattern} is no combination of ${choices.map(({ name }) => name)}`)
  }
  return list
}
