import { drawPoster, type LoadedPicture, type PosterPicture } from './poster-canvas.ts'
import type { PosterCard, PosterFormat } from './poster-layout.ts'

/** A poster as a picture file, and whether the goods are on it. */
export interface PosterPng {
  readonly blob: Blob
  /** `missing`: the picture did not load or may not be read (no CORS); words stand in its place. */
  readonly picture: PosterPicture
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
  const canvas = document.createElement('canvas')
  const open = (width: number, height: number) => {
    canvas.width = width
    canvas.height = height
    const pen = canvas.getContext('2d')
    if (!pen) throw new Error('this browser gives no canvas to draw on')
    return pen
  }
  const picture = await drawPoster<HTMLImageElement>(open, format, card, (url) => load(url, wait))
  return { blob: await toBlob(canvas), picture }
}

/** Asked for with CORS, so that a picture that would taint the canvas fails to load instead. */
function load(url: string, wait: number): Promise<LoadedPicture<HTMLImageElement> | undefined> {
  return new Promise((settle) => {
    const image = new Image()
    const timer = setTimeout(() => settle(undefined), wait)
    const end = (loaded: boolean) => {
      clearTimeout(timer)
      const { naturalWidth: width, naturalHeight: height } = image
      settle(loaded && width > 0 && height > 0 ? { image, width, height } : undefined)
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
