import { palette } from './colour.ts'
import { printable } from './escape-xml.ts'
import { margin, type QrCode, qrCode } from './qr.ts'
import { textWidth, wrap } from './wrap.ts'

export type PosterFormat = 'square' | 'portrait' | 'story'

/** What a poster says. Its words come from the texts of a locale. */
export interface PosterCard {
  readonly title: string
  /** As the shop writes it: `¥19.90`, `¥1,280.00 起`. */
  readonly price?: string
  readonly shopName: string
  /** What the code leads to; without it the poster carries none, as some channels demand. */
  readonly url?: string
  /** `https:`, `http:` or a picture as `data:`; anything else is drawn as a placeholder. */
  readonly imageUrl?: string
  /** `#rrggbb` */
  readonly accent?: string
  readonly texts: { readonly scan: string; readonly noPicture: string }
}

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly radius: number
}

export interface Run {
  readonly text: string
  readonly size: number
  readonly weight: 400 | 700
  readonly fill: string
}

export interface Words {
  readonly kind: 'words'
  readonly x: number
  /** Base line. */
  readonly y: number
  readonly anchor: 'start' | 'middle'
  readonly runs: readonly Run[]
}

/** What a poster consists of, in pixels; drawn in this order. */
export type Shape =
  | Words
  | ({ readonly kind: 'box'; readonly fill: string } & Box)
  | ({ readonly kind: 'picture'; readonly url: string } & Box)
  /** `module` is a whole number of pixels, so that no edge of the code is blurred. */
  | {
      readonly kind: 'code'
      readonly x: number
      readonly y: number
      readonly module: number
      readonly code: QrCode
    }

/** Words in one place: base line of the first line, and how wide they may run. */
interface Line {
  readonly x: number
  readonly y: number
  readonly size: number
  readonly width: number
}

interface Frame {
  readonly width: number
  readonly height: number
  /** White on the tinted ground. */
  readonly paper: Box
  readonly picture: Box
  readonly shop: Line
  readonly title: Line
  readonly price: Line
  readonly code: { readonly x: number; readonly y: number; readonly side: number }
  /** How wide words may run where no code stands beside them. */
  readonly alone?: number
}

/**
 * The story keeps its top 250 and bottom 400 pixels free of words: short-video apps lay their own
 * buttons over them.
 */
const frames: Readonly<Record<PosterFormat, Frame>> = {
  square: {
    width: 1080,
    height: 1080,
    paper: { x: 28, y: 28, width: 1024, height: 1024, radius: 40 },
    picture: { x: 60, y: 60, width: 628, height: 628, radius: 28 },
    shop: { x: 716, y: 112, size: 34, width: 232 },
    title: { x: 60, y: 776, width: 960, size: 50 },
    price: { x: 56, y: 980, size: 104, width: 960 },
    code: { x: 724, y: 372, side: 288 },
  },
  portrait: {
    width: 1080,
    height: 1440,
    paper: { x: 36, y: 36, width: 1008, height: 1368, radius: 40 },
    picture: { x: 72, y: 160, width: 936, height: 832, radius: 28 },
    shop: { x: 72, y: 110, size: 36, width: 800 },
    title: { x: 72, y: 1078, width: 600, size: 48 },
    price: { x: 68, y: 1304, size: 100, width: 600 },
    code: { x: 712, y: 1030, side: 296 },
    alone: 936,
  },
  story: {
    width: 1080,
    height: 1920,
    paper: { x: 60, y: 250, width: 960, height: 1270, radius: 44 },
    picture: { x: 100, y: 376, width: 880, height: 740, radius: 28 },
    shop: { x: 100, y: 326, size: 36, width: 760 },
    title: { x: 100, y: 1196, width: 560, size: 46 },
    price: { x: 96, y: 1412, size: 96, width: 560 },
    code: { x: 694, y: 1146, side: 288 },
    alone: 880,
  },
}

const ink = '#1f1f1f'
const soft = '#6b6b6b'

/** Where everything stands, for whoever draws it: as SVG on a server, on a canvas in a browser. */
export function layoutPoster(
  format: PosterFormat,
  card: PosterCard,
): { readonly width: number; readonly height: number; readonly shapes: readonly Shape[] } {
  const frame = card.url ? frames[format] : withoutCode(frames[format])
  const { width, height, paper } = frame
  const colours = palette(card.accent)
  const ground = { x: 0, y: 0, width, height, radius: 0 }
  return {
    width,
    height,
    shapes: [
      { kind: 'box', ...ground, fill: colours.tint },
      { kind: 'box', ...paper, fill: '#ffffff' },
      ...picture(frame, card, colours.tint),
      ...shopName(frame, card, colours.accent),
      ...title(frame, card),
      ...price(frame, card, colours.accent),
      ...(card.url ? code(frame, card.url, card.texts.scan) : []),
    ],
  }
}

/** The room of the code goes to the words, or in a square to the picture. */
function withoutCode(frame: Frame): Frame {
  const { alone, picture, shop, title, price } = frame
  if (alone !== undefined) {
    return { ...frame, title: { ...title, width: alone }, price: { ...price, width: alone } }
  }
  const wide = { ...picture, y: 140, width: title.width, height: picture.height - 80 }
  return { ...frame, picture: wide, shop: { ...shop, x: title.x, y: 112, width: 800 } }
}

function picture({ picture: box }: Frame, card: PosterCard, tint: string): Shape[] {
  const placeholder: Shape = { kind: 'box', ...box, fill: tint }
  const url = card.imageUrl ?? ''
  if (isPictureUrl(url)) return [placeholder, { kind: 'picture', ...box, url }]
  return [placeholder, ...noPicture(box, card.texts.noPicture)]
}

/** What stands where no picture can. */
export function noPicture(box: Box, text: string): Words[] {
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  const run = { text: printable(text), size: 40, weight: 400, fill: soft } as const
  return [{ kind: 'words', x, y: y + 14, anchor: 'middle', runs: [run] }]
}

/** Only what can show a picture and do nothing else. */
function isPictureUrl(url: string): boolean {
  return /^https?:\/\/\S+$/i.test(url) || /^data:image\/(?:png|jpeg|webp|gif|avif);/i.test(url)
}

/** A round sign with the shop's first character, and its name. */
function shopName({ shop }: Frame, card: PosterCard, accent: string): Shape[] {
  const side = shop.size * 1.6
  const [name = ''] = wrap(card.shopName, shop.width / shop.size, 1)
  const [x, middle] = [shop.x, shop.y - shop.size * 0.36]
  const sign = { x, y: middle - side / 2, width: side, height: side, radius: side / 2 }
  const initial = [...name][0] ?? ''
  return [
    { kind: 'box', ...sign, fill: accent },
    words(
      x + side / 2,
      shop.y - shop.size * 0.04,
      'middle',
      initial,
      shop.size * 0.9,
      '#ffffff',
      700,
    ),
    words(x + side + 16, shop.y, 'start', name, shop.size, ink, 400),
  ]
}

function title({ title: box }: Frame, card: PosterCard): Shape[] {
  return wrap(card.title, box.width / box.size, 2).map((line, i) =>
    words(box.x, box.y + i * Math.round(box.size * 1.36), 'start', line, box.size, ink, 700),
  )
}

/** The yuan large, the sign and the fen small, what follows (起) smaller and grey. */
function price({ price: at }: Frame, card: PosterCard, accent: string): Shape[] {
  const text = printable(card.price ?? '').trim()
  const [, sign = '', yuan = text, fen = '', rest = ''] =
    /^(-?[¥￥$])\s?([\d,]+)(\.\d{2})?\s*(.{0,8})$/u.exec(text) ?? []
  const parts = [
    { text: sign, share: 0.52, fill: accent, weight: 700 as const },
    { text: yuan, share: 1, fill: accent, weight: 700 as const },
    { text: fen, share: 0.52, fill: accent, weight: 700 as const },
    { text: rest && ` ${rest}`, share: 0.36, fill: soft, weight: 400 as const },
  ].filter((part) => part.text !== '')
  const width = parts.reduce((sum, part) => sum + part.share * textWidth(part.text), 0)
  const size = Math.min(at.size, at.width / width)
  const runs = parts.map(({ share, ...part }) => ({ ...part, size: Math.round(size * share) }))
  return runs.length === 0 ? [] : [{ kind: 'words', x: at.x, y: at.y, anchor: 'start', runs }]
}

function code({ code: at }: Frame, url: string, scan: string): Shape[] {
  const code = qrCode(url)
  const modules = code.size + 2 * margin
  const module = Math.max(1, Math.floor(at.side / modules))
  const indent = Math.round((at.side - module * modules) / 2)
  const size = 28
  const [line = ''] = wrap(scan, at.side / size, 1)
  return [
    { kind: 'box', x: at.x, y: at.y, width: at.side, height: at.side, radius: 16, fill: '#ffffff' },
    {
      kind: 'code',
      x: at.x + indent + margin * module,
      y: at.y + indent + margin * module,
      module,
      code,
    },
    words(at.x + at.side / 2, at.y + at.side + 26, 'middle', line, size, soft, 400),
  ]
}

function words(
  x: number,
  y: number,
  anchor: 'start' | 'middle',
  text: string,
  size: number,
  fill: string,
  weight: 400 | 700,
): Words {
  return { kind: 'words', x, y, anchor, runs: [{ text, size, weight, fill }] }
}
