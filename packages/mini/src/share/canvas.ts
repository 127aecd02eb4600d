import { later } from '@xiaopu/client/mini'
import type { PosterCard, PosterFormat } from '@xiaopu/share/poster'
import { drawPoster, type LoadedPicture, type Pen } from '@xiaopu/share/poster-canvas'
import type { AppHost } from '../shop/host.ts'

/** A canvas as a host's selector query hands it out. */
interface HostCanvas {
  width: number
  height: number
  getContext(kind: '2d'): Pen<HostImage> | null
  createImage(): HostImage
}

interface HostImage {
  onload: (() => void) | null
  onerror: (() => void) | null
  src: string
  readonly width: number
  readonly height: number
}

/** How long a picture may take to load, in ms. */
const pictureWait = 8000

/**
 * Draws a poster on the canvas `#poster` of a component and answers a file of it.
 *
 * @throws Error where the host has no such canvas, or makes no file of it
 */
export async function posterFile(
  host: AppHost,
  instance: object,
  format: PosterFormat,
  card: PosterCard,
): Promise<string> {
  const canvas = await findCanvas(host, instance)
  const open = (width: number, height: number) => {
    canvas.width = width
    canvas.height = height
    const pen = canvas.getContext('2d')
    if (!pen) throw new Error('no 2d canvas')
    return pen
  }
  await drawPoster(open, format, card, (url) => load(canvas, url))
  return fileOf(host, instance, canvas)
}

function findCanvas(host: AppHost, instance: object): Promise<HostCanvas> {
  return new Promise((give, refuse) => {
    const query = host.createSelectorQuery?.()
    if (!query) return refuse(new Error('no selector query'))
    query
      .in(instance)
      .select('#poster')
      .fields({ node: true, size: true })
      .exec(([found]) => {
        const canvas = (found as { node?: HostCanvas } | null | undefined)?.node
        if (canvas) give(canvas)
        else refuse(new Error('no canvas'))
      })
  })
}

function load(canvas: HostCanvas, url: string): Promise<LoadedPicture<HostImage> | undefined> {
  return new Promise((give) => {
    const image = canvas.createImage()
    const stopWaiting = later(() => give(undefined), pictureWait)
    const end = (loaded: boolean) => {
      stopWaiting()
      const { width, height } = image
      give(loaded && width > 0 && height > 0 ? { image, width, height } : undefined)
    }
    image.onload = () => end(true)
    image.onerror = () => end(false)
    image.src = url
  })
}

function fileOf(host: AppHost, instance: object, canvas: HostCanvas): Promise<string> {
  return new Promise((give, refuse) => {
    if (!host.canvasToTempFilePath) return refuse(new Error('no canvasToTempFilePath'))
    host.canvasToTempFilePath(
      {
        canvas,
        fileType: 'jpg',
        quality: 0.9,
        success: ({ tempFilePath }: { tempFilePath: string }) => give(tempFilePath),
        fail: ({ errMsg }: { errMsg?: string }) => refuse(new Error(errMsg)),
      },
      instance,
    )
  })
}
