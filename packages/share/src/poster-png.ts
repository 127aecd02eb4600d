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

/** A poster as a picture file, and whether the goods are on it. */
export interface PosterPng {
  readonly blob: Blob
  /** `missing`: the picture did not load or may not be read (no CORS); words stand in its place. */
  readonly picture: 'drawn' | 'missing'
}

/**
 * Draws a poster on a canvas: the same layout as the SVG, stroke by stroke, because a picture made
 * of an SVG needs `data:` or `blob:` in the page's CSP and comes out blank on some iPhones.
 *
 * @param wait - how long the picture may take to load, in ms
 */
export async function posterPng(
  format: PosterFormat,
  card: PosterCard,
  wait = 8000,
): Promise<PosterPng> {
  const { width, height, shapes } = layoutPoster(format, card)
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const pen = canvas.getContext('2d')
  if (!pen) throw new Error('this browser gives no canvas to draw on')
  let picture: PosterPng['picture'] = 'missing'
  for (const shape of shapes) {
    if (shape.kind !== 'picture') draw(pen, shape)
    else if (await drawPicture(pen, shape, wait)) picture = 'drawn'
    else for (const instead of noPicture(shape, card.texts.noPicture)) draw(pen, instead)
  }
  return { blob: await toBlob(canvas), picture }
}

type Pen = CanvasRenderingContext2D

function draw(pen: Pen, shape: Exclude<Shape, { kind: 'picture' }>): void {
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

function drawWords(pen: Pen, words: Words): void {
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
function outline(pen: Pen, { x, y, width, height, radius }: Box): void {
  pen.beginPath()
  pen.moveTo(x + radius, y)
  pen.arcTo(x + width, y, x + width, y + height, radius)
  pen.arcTo(x + width, y + height, x, y + height, radius)
  pen.arcTo(x, y + height, x, y, radius)
  pen.arcTo(x, y, x + width, y, radius)
  pen.closePath()
}

/** Fills the box with the middle of the picture. */
async function drawPicture(pen: Pen, box: Box & { url: string }, wait: number): Promise<boolean> {
  const image = await load(box.url, wait)
  if (!image) return false
  const scale = Math.max(box.width / image.naturalWidth, box.height / image.naturalHeight)
  const [width, height] = [box.width / scale, box.height / scale]
  const [left, top] = [(image.naturalWidth - width) / 2, (image.naturalHeight - height) / 2]
  pen.save()
  outline(pen, box)
  pen.clip()
  pen.drawImage(image, left, top, width, height, box.x, box.y, box.width, box.height)
  pen.restore()
  return true
}

/** Asked for with CORS, so that a picture that would taint the canvas fails to load instead. */
function load(url: string, wait: number): Promise<HTMLImageElement | undefined> {
  return new Promise((settle) => {
    const image = new Image()
    const timer = setTimeout(() => settle(undefined), wait)
    const end = (loaded: boolean) => {
      clearTimeout(timer)
      settle(loaded && image.naturalWidth > 0 && image.naturalHeight > 0 ? image : undefined)
    }
    image.onload = () => end(true)
    image.onerror = () => end(false)
    image.crossOrigin = 'anonymous'
    image.src = url
  })
}

function toBlob(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((settle, fail) =>
    canvas.toBlob(
      (blob) => (blob ? settle(blob) : fail(new Error('the poster could not be made a PNG'))),
      'image/png',
    ),
  )
}
