import type { Palette } from './colours.ts'
import type { Motif, Paint } from './motifs/index.ts'
import { outlines, oval, slab, stroked } from './path.ts'
import { png } from './png.ts'
import { type Placing, type Rgb, Sheet } from './sheet.ts'

/** What one picture shows. */
export interface Subject {
  readonly motif: Motif
  readonly palette: Palette
  /** Which of the offer's pictures it is: 0 the cover, then other arrangements of the same thing. */
  readonly view: number
  /** Tells apart pictures of equal things: the ground is a shade off, too little to see. */
  readonly shade?: number
}

interface Spot {
  readonly scale: number
  readonly x: number
  readonly y: number
  readonly isMirrored?: boolean
}

/** Arrangements on a 100 × 100 sheet: where the thing's own sheet goes. */
const views: readonly (readonly Spot[])[] = [
  [{ scale: 0.84, x: 8, y: 8 }],
  [
    { scale: 0.56, x: 2, y: 22, isMirrored: true },
    { scale: 0.66, x: 34, y: 22 },
  ],
  [{ scale: 1.12, x: -6, y: -4 }],
  [
    { scale: 0.44, x: 4, y: 8 },
    { scale: 0.44, x: 52, y: 8, isMirrored: true },
    { scale: 0.44, x: 4, y: 50, isMirrored: true },
    { scale: 0.44, x: 52, y: 50 },
  ],
  [{ scale: 0.7, x: 15, y: 12 }],
]

const fixed: Readonly<Record<'ink' | 'white' | 'glow' | 'dusk', readonly [Rgb, number]>> = {
  ink: [[58, 64, 76], 1],
  white: [[255, 255, 255], 1],
  glow: [[255, 255, 255], 0.42],
  dusk: [[20, 26, 40], 0.2],
}

/** Draws a picture and answers it as a PNG. */
export function draw(subject: Subject, width: number, height: number): Buffer {
  return png(width, height, paintOn(subject, new Sheet(width, height)).rgb)
}

/** Paints a picture on a sheet that is still empty. */
export function paintOn(subject: Subject, sheet: Sheet): Sheet {
  const { palette, view } = subject
  const { width, height } = sheet
  const [above, below] = shiftsOf(subject.shade ?? 0)
  sheet.ground(shifted(palette.above, above), shifted(palette.below, below))
  const side = Math.min(width, height)
  const [left, top] = [(width - side) / 2, (height - side) / 2]
  const unit = side / 100
  backdrop(sheet, palette, view, { scale: unit, x: left, y: top })
  for (const spot of views[view % views.length] ?? []) {
    const placing: Placing = {
      scale: spot.scale * unit,
      x: left + spot.x * unit,
      y: top + spot.y * unit,
      isMirrored: spot.isMirrored ?? false,
    }
    shadow(sheet, placing)
    paint(sheet, subject, placing)
  }
  return sheet
}

/** How far a shade moves the ground, above and below, in levels of each channel: -6 to 8. */
export function shiftsOf(shade: number): readonly [above: Rgb, below: Rgb] {
  const part = (at: number): number => (shade === 0 ? 0 : (((shade >>> (at * 3)) & 7) - 3) * 2)
  return [
    [part(0), part(1), part(2)],
    [part(3), part(4), part(5)],
  ]
}

/** A colour moved by levels, within what a byte holds. */
function shifted(colour: Rgb, by: Rgb): Rgb {
  const part = (at: 0 | 1 | 2): number => Math.min(255, Math.max(0, colour[at] + by[at]))
  return [part(0), part(1), part(2)]
}

/** What stands behind: a disc, a table edge or a frame, so that an offer's pictures differ at a glance. */
function backdrop(sheet: Sheet, palette: Palette, view: number, placing: Placing): void {
  const white: Rgb = [255, 255, 255]
  if (view % 5 === 0) sheet.fill(outlines(oval(50, 48, 40)), placing, white, 0.32)
  if (view % 5 === 1) sheet.fill(outlines(slab(-200, 72, 500, 200)), placing, palette.below, 0.9)
  if (view % 5 === 3) {
    sheet.fill(outlines(slab(-200, 49.5, 500, 1)), placing, white, 0.7)
    sheet.fill(outlines(slab(49.5, -200, 1, 500)), placing, white, 0.7)
  }
  if (view % 5 === 4) {
    sheet.fill(outlines(slab(10, 8, 80, 84, 8)), placing, white, 0.45)
    for (const x of [38, 50, 62]) {
      sheet.fill(outlines(oval(x, 86, 2.4)), placing, x === 38 ? palette.main : palette.shade)
    }
  }
}

function shadow(sheet: Sheet, placing: Placing): void {
  for (const [rx, ry] of [
    [36, 5.5],
    [30, 4],
    [24, 2.8],
  ]) {
    sheet.fill(outlines(oval(50, 84, rx ?? 0, ry)), placing, fixed.dusk[0], 0.07)
  }
}

function paint(sheet: Sheet, { motif, palette }: Subject, placing: Placing): void {
  for (const [name, path, width] of motif) {
    const [colour, alpha] = colourFor(name, palette)
    const flat = outlines(path)
    const shape = width === undefined ? flat : flat.flatMap((line) => stroked(line, width))
    sheet.fill(shape, placing, colour, alpha)
  }
}

function colourFor(name: Paint, palette: Palette): readonly [Rgb, number] {
  switch (name) {
    case 'main':
    case 'light':
    case 'shade':
    case 'accent':
      return [palette[name], 1]
    default:
      return fixed[name]
  }
}
