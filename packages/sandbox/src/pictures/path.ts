/** Points of a flattened outline: x and y in turn. */
export type Outline = readonly number[]

/**
 * Flattens a path in SVG notation to outlines: absolute `M L Q C Z` with numbers separated by
 * blanks or commas, in the units of a 100 × 100 sheet.
 */
export function outlines(path: string): Outline[] {
  const made: number[][] = []
  let pen: number[] = []
  for (const [, letter = '', numbers = ''] of path.matchAll(/([MLQCZ])([^MLQCZ]*)/g)) {
    const at =
      numbers.trim() === ''
        ? []
        : numbers
            .trim()
            .split(/[\s,]+/)
            .map(Number)
    if (letter === 'M') {
      pen = at.slice(0, 2)
      made.push(pen)
      pen.push(...at.slice(2))
    } else if (letter === 'L') pen.push(...at)
    else if (letter === 'Q')
      for (let i = 0; i < at.length; i += 4) quadratic(pen, at.slice(i, i + 4))
    else if (letter === 'C') for (let i = 0; i < at.length; i += 6) cubic(pen, at.slice(i, i + 6))
  }
  return made
}

const steps = 14

function quadratic(pen: number[], [cx = 0, cy = 0, x = 0, y = 0]: readonly number[]): void {
  const [x0 = 0, y0 = 0] = pen.slice(-2)
  for (let step = 1; step <= steps; step++) {
    const t = step / steps
    const [a, b, c] = [(1 - t) ** 2, 2 * t * (1 - t), t ** 2]
    pen.push(a * x0 + b * cx + c * x, a * y0 + b * cy + c * y)
  }
}

function cubic(pen: number[], at: readonly number[]): void {
  const [x0 = 0, y0 = 0] = pen.slice(-2)
  const [ax = 0, ay = 0, bx = 0, by = 0, x = 0, y = 0] = at
  for (let step = 1; step <= steps; step++) {
    const t = step / steps
    const [a, b, c, d] = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t ** 2 * (1 - t), t ** 3]
    pen.push(a * x0 + b * ax + c * bx + d * x, a * y0 + b * ay + c * by + d * y)
  }
}

// A quarter of a circle as a cubic curve.
const bow = 0.5523

/** An ellipse as a path. */
export function oval(cx: number, cy: number, rx: number, ry = rx): string {
  const [l, r, t, b] = [cx - rx, cx + rx, cy - ry, cy + ry]
  const [ox, oy] = [rx * bow, ry * bow]
  return (
    `M${cx} ${t}C${cx + ox} ${t} ${r} ${cy - oy} ${r} ${cy}C${r} ${cy + oy} ${cx + ox} ${b} ${cx} ${b}` +
    `C${cx - ox} ${b} ${l} ${cy + oy} ${l} ${cy}C${l} ${cy - oy} ${cx - ox} ${t} ${cx} ${t}Z`
  )
}

/** A rectangle with round corners as a path. */
export function slab(x: number, y: number, width: number, height: number, radius = 0): string {
  const [r, b] = [x + width, y + height]
  const e = Math.min(radius, width / 2, height / 2)
  if (e === 0) return `M${x} ${y}L${r} ${y} ${r} ${b} ${x} ${b}Z`
  return (
    `M${x + e} ${y}L${r - e} ${y}Q${r} ${y} ${r} ${y + e}L${r} ${b - e}Q${r} ${b} ${r - e} ${b}` +
    `L${x + e} ${b}Q${x} ${b} ${x} ${b - e}L${x} ${y + e}Q${x} ${y} ${x + e} ${y}Z`
  )
}

/** The outlines of a line of a width with round ends, all turning the same way. */
export function stroked(line: Outline, width: number): Outline[] {
  const made: Outline[] = []
  const half = width / 2
  for (let i = 0; i + 1 < line.length; i += 2) {
    const [x = 0, y = 0, nextX, nextY] = line.slice(i, i + 4)
    made.push(...outlines(oval(x, y, half)))
    if (nextX === undefined || nextY === undefined) continue
    const length = Math.hypot(nextX - x, nextY - y) || 1
    const [ox, oy] = [((nextY - y) / length) * half, ((x - nextX) / length) * half]
    made.push([x + ox, y + oy, nextX + ox, nextY + oy, nextX - ox, nextY - oy, x - ox, y - oy])
  }
  return made
}
