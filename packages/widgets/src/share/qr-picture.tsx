import type { QrCode } from '@xiaopu/share/qr'
import { useEffect, useState } from '../render/index.ts'

interface Drawn {
  readonly path: string
  readonly side: number
}

/** A QR code; the code that draws it comes when the first one is looked at. */
export function QrPicture({ text, label }: { text: string; label: string }) {
  const [drawn, setDrawn] = useState<Drawn>()
  useEffect(() => {
    let over = false
    const draw = async () => {
      const { margin, qrCode, qrPath } = await import('@xiaopu/share/qr')
      const code: QrCode = qrCode(text)
      if (!over) setDrawn({ path: qrPath(code), side: code.size + 2 * margin })
    }
    // Without it the link is still there to be copied.
    draw().catch((error: unknown) => console.error(error))
    return () => {
      over = true
    }
  }, [text])
  if (!drawn) return <div class="qr bones" aria-busy="true" />
  const { path, side } = drawn
  return (
    <svg class="qr" role="img" aria-label={label} viewBox={`0 0 ${side} ${side}`}>
      <path fill="#fff" d={`M0 0h${side}v${side}H0z`} />
      <path stroke="#000" shape-rendering="crispEdges" d={path} />
    </svg>
  )
}
