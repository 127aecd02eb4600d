/** Columns that a terminal gives a text: Chinese and full-width signs take two. */
export function widthOf(text: string): number {
  let width = 0
  for (const sign of text) {
    const point = sign.codePointAt(0) ?? 0
    if (/\p{M}/u.test(sign)) continue
    width += isWide(point) ? 2 : 1
  }
  return width
}

/** East Asian Wide and Fullwidth (Unicode UAX #11), in the blocks that goods are described in. */
function isWide(point: number): boolean {
  return (
    (point >= 0x1100 && point <= 0x115f) ||
    (point >= 0x2e80 && point <= 0xa4cf) ||
    (point >= 0xac00 && point <= 0xd7a3) ||
    (point >= 0xf900 && point <= 0xfaff) ||
    (point >= 0xfe30 && point <= 0xfe6f) ||
    (point >= 0xff00 && point <= 0xff60) ||
    (point >= 0xffe0 && point <= 0xffe6) ||
    (point >= 0x1f300 && point <= 0x1faff) ||
    (point >= 0x20000 && point <= 0x3fffd)
  )
}

/** Cuts a text to a width, ending in … where something is missing. */
export function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text
  let kept = ''
  for (const sign of text) {
    if (widthOf(kept + sign) > width - 1) break
    kept += sign
  }
  return `${kept}…`
}

export interface Column<Row> {
  readonly title: string
  readonly value: (row: Row) => string
  /** Numbers end at the right. */
  readonly right?: boolean
  /** Longer texts are cut. */
  readonly width?: number
}

/** Rows under titles, aligned whatever script they are written in. */
export function table<Row>(shown: readonly Column<Row>[], rows: readonly Row[]): string {
  const cells = [
    shown.map(({ title }) => title),
    ...rows.map((row) => shown.map(({ value, width }) => cut(value(row), width ?? 200))),
  ]
  return align(
    cells,
    shown.map(({ right }) => right ?? false),
  )
}

/** Pairs, aligned, without titles. */
export function columns(rows: readonly (readonly [string, string])[]): string {
  return align(
    rows.map(([name, value]) => [`  ${name}`, value]),
    [false, false],
  )
}

function align(cells: readonly (readonly string[])[], right: readonly boolean[]): string {
  const widths = right.map((_, at) => Math.max(...cells.map((row) => widthOf(row[at] ?? ''))))
  return cells
    .map((row) =>
      row
        .map((text, at) => {
          const gap = ' '.repeat((widths[at] ?? 0) - widthOf(text))
          return right[at] ? gap + text : text + gap
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
