/** The picture that a path means, and its size in pixels. */
export interface Asked {
  readonly original: string
  readonly width: number
  readonly height: number
}

const usual = 480
const [least, most] = [16, 800]

/**
 * Takes the size out of a path: `a.220x220.png` is `a.png`, `a.jpg_400x400.jpg` and
 * `a.jpg_400x400q90.jpg_.webp` are `a.jpg`. Without one a picture is 480 × 480; sizes stay within
 * 16 to 800.
 */
export function asked(path: string): Asked {
  const suffixed =
    /^(.*\.(?:jpg|jpeg|png))_(\d{1,5})x(\d{1,5})(?:q\d{1,3})?\.(?:jpg|png|webp)(?:_\.webp)?$/
  const inserted = /^(.*)\.(\d{1,5})x(\d{1,5})(\.(?:jpg|jpeg|png))$/
  const match = suffixed.exec(path) ?? inserted.exec(path)
  if (!match) return { original: path, width: usual, height: usual }
  const [, stem = '', width, height, extension = ''] = match
  const bounded = (text = '') => Math.min(most, Math.max(least, Number(text)))
  return { original: stem + extension, width: bounded(width), height: bounded(height) }
}
