import { create } from 'qrcode/lib/core/qrcode.js'
import { utf8 } from './utf8.ts'

/** Modules of light space around a code, as the standard (ISO/IEC 18004) demands. */
export const margin = 4

/** A QR code as a square of modules, without its margin. */
export interface QrCode {
  readonly size: number
  isDark(x: number, y: number): boolean
}

/**
 * Level Q: a quarter of the code may be lost, to a crease, a thumb or a messenger's compression.
 *
 * The text goes in as UTF-8 bytes, because `qrcode` reads strings by `TextEncoder`, which
 * mini-programs lack.
 *
 * @throws TypeError for text over 1,663 bytes, or none
 */
export function qrCode(text: string): QrCode {
  const data = utf8(text)
  if (data.length === 0 || data.length > 1663) {
    throw new TypeError(`a QR code holds 1 to 1,663 bytes, not ${data.length}`)
  }
  const { modules } = create([{ data, mode: 'byte' }], { errorCorrectionLevel: 'Q' })
  return {
    size: modules.size,
    isDark: (x, y) =>
      x >= 0 &&
      y >= 0 &&
      x < modules.size &&
      y < modules.size &&
      modules.data[y * modules.size + x] === 1,
  }
}

/**
 * SVG path data of the dark modules, one unit each, offset by the margin: a line of one unit's
 * width per run, which is the shortest form. Draw it with `stroke`, not `fill`.
 */
export function qrPath(code: QrCode): string {
  let path = ''
  let row = -1
  let end = 0
  for (const { x, y, length } of runs(code)) {
    path += y === row ? `m${x - end} 0h${length}` : `M${x + margin} ${y + margin}.5h${length}`
    row = y
    end = x + length
  }
  return path
}

/** Dark modules joined along their rows. */
export function runs(code: QrCode): { x: number; y: number; length: number }[] {
  const found: { x: number; y: number; length: number }[] = []
  for (let y = 0; y < code.size; y++) {
    for (let x = 0; x < code.size; x++) {
      if (!code.isDark(x, y)) continue
      const start = x
      while (code.isDark(x, y)) x++
      found.push({ x: start, y, length: x - start })
    }
  }
  return found
}

/** A whole SVG document with the margin; scales to any size. */
export function qrSvg(text: string): string {
  const code = qrCode(text)
  const side = code.size + 2 * margin
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges">` +
    `<path fill="#fff" d="M0 0h${side}v${side}H0z"/><path stroke="#000" d="${qrPath(code)}"/></svg>`
  )
}

/**
 * A code for a terminal, two rows of modules to a line of half blocks.
 *
 * @param colours - `ansi` paints black on white whatever the terminal's colours; `none` takes the
 * terminal's own, and scans where it writes light on dark
 */
export function qrText(text: string, colours: 'ansi' | 'none' = 'none'): string {
  const code = qrCode(text)
  const lines: string[] = []
  for (let y = -margin; y < code.size + margin; y += 2) {
    let line = ''
    for (let x = -margin; x < code.size + margin; x++) {
      line += halfBlock(!code.isDark(x, y), y + 1 < code.size + margin && !code.isDark(x, y + 1))
    }
    lines.push(colours === 'ansi' ? `\u001b[97;40m${line}\u001b[0m` : line)
  }
  return lines.join('\n')
}

function halfBlock(upper: boolean, lower: boolean): string {
  if (upper) return lower ? '█' : '▀'
  return lower ? '▄' : ' '
}
