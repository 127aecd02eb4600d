import { posterFont } from './poster.ts'
import {
  type Box,
  layoutPoster,
  noPicture,
  type PosterCard,
  type PosterFormat,
  type Shape,
  type Words,
} from './poster-layout.ts'
import { runs } from './qr.ts'

/** The part of a canvas's 2D context that a poster takes; those of mini-programs have it too. */
export interface Pen<Image> {
  fillStyle: unknown
  font: string
  beginPath(): void
  moveTo(x: number, y: number): void
  arcTo(x1: number, y1: number, x2: number, y2: number, radius: number): void
  closePath(): void
  fill(): void
  clip(): void
  save(): void
  restore(): void
  fillRect(x: number, y: number, width: number, height: number): void
  fillText(text: string, x: number, y: number): void
  measureText(text: string): { readonly width: number }
  drawImage(
    image: Image,
    ...boxes: [number, number, number, number, number, number, number, number]
  ): void
}

export interface LoadedPicture<Image> {
  readonly image: Image
  /** In its own pixels. */
  readonly width: number
  readonly height: number
}

/** `missing`: there was no picture, or it did not load; words stand in its place. */
export type PosterPicture = 'drawn' | 'missing'

/**
 * Draws a poster on a canvas, stroke by stroke in the layout of the SVG.
 *
 * @param open - a canvas of so many pixels to draw on
 * @param load - undefined for a picture that cannot be had
 */
export async function drawPoster<Image>(
  open: (width: number, height: number) => Pen<Image>,
  format: PosterFormat,
  card: PosterCard,
  load: (url: string) => Promise<LoadedPicture<Image> | undefined>,
): Promise<PosterPicture> {
  const { width, height, shapes } = layoutPoster(format, card)
  const pen = open(width, height)
  let drawn: PosterPicture = 'missing'
  for (const shape of shapes) {
    if (shape.kind !== 'picture') {
      draw(pen, shape)
      continue
    }
    const picture = await load(shape.url)
    if (picture) {
      drawPicture(pen, shape, picture)
      drawn = 'drawn'
    } else for (const instead of noPicture(shape, card.texts.noPicture)) draw(pen, instead)
  }
  return drawn
}

function draw<Image>(pen: Pen<Image>, shape: Exclude<Shape, { kind: 'picture' }>): void {
  if (shape.kind === 'box') {
    pen.fillStyle = shape.fill
    outline(pen, shape)
    pen.fill()
  } else if (shape.kind === 'code') {
    pen.fillStyle = '#000'
    const { x, y, module } = shape
    for (const run of runs(shape.code)) {
      pen.fillRect(x + run.x * module, y + run.y * module, run.length * module, module)
    }
  } else drawWords(pen, shape)
}

function drawWords<Image>(pen: Pen<Image>, words: Words): void {
  const measured = words.runs.map((run) => {
    pen.font = `${run.weight} ${run.size}px ${posterFont}`
    return { ...run, font: pen.font, width: pen.measureText(run.text).width }
  })
  const width = measured.reduce((sum, run) => sum + run.width, 0)
  let x = words.anchor === 'middle' ? words.x - width / 2 : words.x
  for (const run of measured) {
    pen.font = run.font
    pen.fillStyle = run.fill
    pen.fillText(run.text, x, words.y)
    x += run.width
  }
}

/** By hand: `roundRect` is younger than the web views that this must run in. */
function outline<Image>(pen: Pen<Image>, { x, y, width, height, radius }: Box): void {
  pen.beginPath()
  pen.moveTo(x + radius, y)
  pen.arcTo(x + width, y, x + width, y + height, radius)
  pen.arcTo(x + width, y + height, x, y + height, radius)
  pen.arcTo(x, y + height, x, y, radius)
  pen.arcTo(x, y, x + width, y, radius)
  pen.closePath()
}

/** Fills the box with the middle of the picture. */
function drawPicture<Image>(
  pen: Pen<Image>,
  box: Box,
  { image, ...size }: LoadedPicture<Image>,
): void {
  const scale = Math.max(box.width / size.width, box.height / size.height)
  const [width, height] = [box.width / scale, box.height / scale]
  const [left, top] = [(size.width - width) / 2, (size.height - height) / 2]
  pen.save()
  outline(pen, box)
  pen.clip()
  pen.drawImage(image, left, top, width, height, box.x, box.y, box.width, box.height)
  pen.restore()
}
