import type { QrCode } from '@xiaopu/share/qr'
import { useEffect, useState } from '../render/index.ts'

interface Drawn {
  readonly path: string
  readonly side: number
  /** The same as `data:image/png`. */
  readonly picture?: string
}

/**
 * A QR code; the code that draws it comes when the first one is looked at.
 *
 * @param props.held - people hold it to read it: WeChat finds codes in pictures, not in drawings
 */
export function QrPicture({ text, label, held }: { text: string; label: string; held: boolean }) {
  const [drawn, setDrawn] = useState<Drawn>()
  useEffect(() => {
    let over = false
    const draw = async () => {
      const qr = await import('@xiaopu/share/qr')
      const { margin, qrCode, qrPath } = qr
      const code: QrCode = qrCode(text)
      const side = code.size + 2 * margin
      const picture = held ? paint(code, margin) : undefined
      if (!over) setDrawn({ path: qrPath(code), side, ...(picture && { picture }) })
    }
    // Without it the link is still there to be copied.
    draw().catch((error: unknown) => console.error(error))
    return () => {
      over = true
    }
  }, [text, held])
  if (!drawn) return <div class="qr bones" aria-busy="true" />
  const { path, side, picture } = drawn
  if (picture) return <img class="qr" src={picture} alt={label} />
  return (
    <svg class="qr" role="img" aria-label={label} viewBox={`0 0 ${side} ${side}`}>
      <path fill="#fff" d={`M0 0h${side}v${side}H0z`} />
      <path stroke="#000" shape-rendering="crispEdges" d={path} />
    </svg>
  )
}

/** Eight pixels a module; undefined where the browser paints nothing. */
function paint(code: QrCode, margin: number): string | undefined {
  const canvas = document.createElement('canvas')
  const side = code.size + 2 * margin
  canvas.width = side * 8
  canvas.height = side * 8
  const pen = canvas.getContext('2d')
  if (!pen) return undefined
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, side * 8, side * 8)
  pen.fillStyle = '#000'
  for (let y = 0; y < code.size; y++) {
    for (let x = 0; x < code.size; x++) {
      if (code.isDark(x, y)) pen.fillRect((x + margin) * 8, (y + margin) * 8, 8, 8)
    }
  }
  return canvas.toDataURL()
}
