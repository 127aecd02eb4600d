import type { Outline } from './path.ts'

export type Rgb = readonly [red: number, green: number, blue: number]

/** Places a 100 × 100 drawing on a sheet: scale in pixels per unit, origin in pixels, mirrored or not. */
export interface Placing {
  readonly scale: number
  readonly x: number
  readonly y: number
  readonly isMirrored?: boolean
}

/** Steps of the ground and of a soft edge: few enough that a picture stays small. */
const bands = 20
const softness = 6

/**
 * Pixels to paint on. Coverage of a pixel is the exact area that an outline leaves on it: each edge
 * adds to a sum per row, and the running sum along the row is the coverage.
 */
export class Sheet {
  readonly width: number
  readonly height: number
  readonly rgb: Uint8Array
  readonly #sums: Float32Array

  constructor(width: number, height: number) {
    this.width = width
    this.height = height
    this.rgb = new Uint8Array(width * height * 3)
    this.#sums = new Float32Array((width + 3) * height)
  }

  /** Paints the ground from one colour above to another below, in bands too fine to see. */
  ground(above: Rgb, below: Rgb): void {
    for (let y = 0; y < this.height; y++) {
      const band = Math.floor((y / this.height) * bands) / (bands - 1)
      const row = mix(above, below, band).map(Math.round)
      const from = y * this.width * 3
      this.rgb.set(row, from)
      // Doubles what is there already until the row is full.
      for (let done = 3; done < this.width * 3; done *= 2) {
        const end = from + Math.min(done, this.width * 3 - done)
        this.rgb.copyWithin(from + done, from, end)
      }
    }
  }

  /** Fills outlines, all turning the same way or cutting holes by turning the other way. */
  fill(
    list: readonly Outline[],
    { scale, x, y, isMirrored }: Placing,
    colour: Rgb,
    alpha = 1,
  ): void {
    let [top, bottom] = [this.height, 0]
    for (const outline of list) {
      const points = outline.map((value, i) =>
        i % 2 ? y + value * scale : x + (isMirrored ? 100 - value : value) * scale,
      )
      for (let i = 0; i < points.length; i += 2) {
        const next = (i + 2) % points.length
        const [x0 = 0, y0 = 0] = [points[i], points[i + 1]]
        const [x1 = 0, y1 = 0] = [points[next], points[next + 1]]
        this.#edge(x0, y0, x1, y1)
        top = Math.min(top, Math.floor(y0))
        bottom = Math.max(bottom, Math.ceil(y0))
      }
    }
    this.#pour(Math.max(0, top), Math.min(this.height, bottom), colour, alpha)
  }

  #pour(top: number, bottom: number, colour: Rgb, alpha: number): void {
    const stride = this.width + 3
    for (let y = top; y < bottom; y++) {
      let sum = 0
      for (let x = 0; x < this.width; x++) {
        sum += this.#sums[y * stride + x] ?? 0
        const cover = (Math.round(Math.min(1, Math.abs(sum)) * softness) / softness) * alpha
        if (cover > 0.004) this.#blend((y * this.width + x) * 3, colour, cover)
      }
      this.#sums.fill(0, y * stride, (y + 1) * stride)
    }
  }

  #blend(at: number, colour: Rgb, cover: number): void {
    for (let i = 0; i < 3; i++) {
      const under = this.rgb[at + i] ?? 0
      this.rgb[at + i] = Math.round(under + ((colour[i] ?? 0) - under) * cover)
    }
  }

  #edge(x0: number, y0: number, x1: number, y1: number): void {
    if (y0 === y1) return
    const turn = y0 < y1 ? 1 : -1
    const [fromX, fromY, toX, toY] = turn > 0 ? [x0, y0, x1, y1] : [x1, y1, x0, y0]
    const slope = (toX - fromX) / (toY - fromY)
    const last = Math.min(this.height, Math.ceil(toY))
    for (let y = Math.max(0, Math.floor(fromY)); y < last; y++) {
      const [from, to] = [Math.max(y, fromY), Math.min(y + 1, toY)]
      const left = fromX + (from - fromY) * slope
      this.#span(y, left, left + (to - from) * slope, (to - from) * turn)
    }
  }

  /** Spreads one row's part of an edge over the pixels that it crosses; outside the sheet it is clamped. */
  #span(y: number, a: number, b: number, area: number): void {
    const clamp = (x: number) => Math.min(this.width + 1, Math.max(0, x))
    const [from, to] = a < b ? [clamp(a), clamp(b)] : [clamp(b), clamp(a)]
    const row = y * (this.width + 3)
    const first = Math.floor(from)
    const width = to - from
    if (to <= first + 1) {
      const rest = area * ((from + to) / 2 - first)
      this.#add(row + first, area - rest)
      this.#add(row + first + 1, rest)
      return
    }
    // What lies right of the edge in the pixels up to the border `x`, for an edge of height 1.
    const reach = (x: number) => (Math.min(x, to) - from) ** 2 / (2 * width) + Math.max(0, x - to)
    let before = 0
    let covered = 0
    for (let x = first; x < to; x++) {
      const cover = reach(x + 1) - before
      before += cover
      this.#add(row + x, (cover - covered) * area)
      covered = cover
    }
    this.#add(row + Math.ceil(to), (1 - covered) * area)
  }

  #add(at: number, value: number): void {
    this.#sums[at] = (this.#sums[at] ?? 0) + value
  }
}

/** Between two colours: 0 the first, 1 the second. */
export function mix(one: Rgb, other: Rgb, share: number): Rgb {
  const part = (i: 0 | 1 | 2) => one[i] + (other[i] - one[i]) * share
  return [part(0), part(1), part(2)]
}
