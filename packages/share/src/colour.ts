export interface Palette {
  /** The shop's colour where it can be read on white, else black. */
  readonly accent: string
  /** The shop's colour with so much white that dark text stands on it. */
  readonly tint: string
}

/** The colours of a poster from a shop's accent, `#rrggbb`; red where there is none. */
export function palette(accent = ''): Palette {
  const value = /^#[0-9a-f]{6}$/i.test(accent) ? accent : '#d92d20'
  const parts = [1, 3, 5].map((at) => Number.parseInt(value.slice(at, at + 2), 16))
  const pale = parts.map((part) => Math.round(224 + part * 0.12).toString(16)).join('')
  return { accent: luminance(parts) < 0.3 ? value : '#1f1f1f', tint: `#${pale}` }
}

/** Relative luminance 0 to 1 with a gamma of 2; below 0.3 the contrast on white is over 3. */
function luminance(parts: readonly number[]): number {
  const weights = [0.2126, 0.7152, 0.0722]
  return parts.reduce((sum, part, i) => sum + (part / 255) ** 2 * (weights[i] ?? 0), 0)
}
