import { escapeXml } from './escape-xml.ts'
import {
  type Box,
  layoutPoster,
  type PosterCard,
  type PosterFormat,
  type Shape,
} from './poster-layout.ts'
import { runs } from './qr.ts'

export type { PosterCard, PosterFormat } from './poster-layout.ts'

/** Fonts that phones and desktops in China have, best first. */
export const posterFont = 'system-ui,"PingFang SC","Noto Sans SC","Microsoft YaHei",sans-serif'

/**
 * A poster as an SVG document: 1080×1080, 1080×1440 or 1080×1920.
 *
 * A picture by address loads where the SVG is a page of its own; inside an `<img>` it must be a
 * `data:` picture.
 */
export function posterSvg(format: PosterFormat, card: PosterCard): string {
  const { width, height, shapes } = layoutPoster(format, card)
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"` +
    ` font-family="${escapeXml(posterFont)}" role="img"><title>${escapeXml(card.title)}</title>` +
    `${shapes.map((shape, index) => draw(shape, index)).join('')}</svg>`
  )
}

function draw(shape: Shape, index: number): string {
  switch (shape.kind) {
    case 'box':
      return `<rect ${frame(shape)} fill="${shape.fill}"/>`
    case 'picture':
      return (
        `<clipPath id="p${index}"><rect ${frame(shape)}/></clipPath>` +
        `<image href="${escapeXml(shape.url)}" x="${shape.x}" y="${shape.y}" width="${shape.width}"` +
        ` height="${shape.height}" preserveAspectRatio="xMidYMid slice" clip-path="url(#p${index})"/>`
      )
    case 'words': {
      const spans = shape.runs.map(
        ({ text, size, weight, fill }) =>
          `<tspan font-size="${size}" font-weight="${weight}" fill="${fill}">${escapeXml(text)}</tspan>`,
      )
      return `<text x="${shape.x}" y="${shape.y}" text-anchor="${shape.anchor}" xml:space="preserve">${spans.join('')}</text>`
    }
    case 'code': {
      const { x, y, module } = shape
      const path = runs(shape.code).map(
        (run) =>
          `M${x + run.x * module} ${y + run.y * module}h${run.length * module}v${module}h${-run.length * module}z`,
      )
      return `<path fill="#000" shape-rendering="crispEdges" d="${path.join('')}"/>`
    }
  }
}

function frame({ x, y, width, height, radius }: Box): string {
  const round = radius > 0 ? ` rx="${radius}"` : ''
  return `x="${x}" y="${y}" width="${width}" height="${height}"${round}`
}
