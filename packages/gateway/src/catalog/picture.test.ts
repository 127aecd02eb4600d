import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readPicture } from './picture.ts'

const bytes = (...parts: readonly (string | readonly number[])[]) =>
  Uint8Array.from(
    parts.flatMap((part) => [...(typeof part === 'string' ? Buffer.from(part, 'latin1') : part)]),
  )

const pictures = {
  png: bytes('\x89PNG\r\n\x1a\n', [0, 0, 0, 13], 'IHDR', [0, 0, 3, 32, 0, 0, 2, 88]),
  jpeg: bytes(
    [0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2],
    // Filled up, then a table that shares the numbers of frames, then the frame.
    [0xff, 0xff, 0xc4, 0, 3, 9],
    [0xff, 0xc2, 0, 17, 8, 2, 88, 3, 32],
  ),
  gif: bytes('GIF89a', [32, 3, 88, 2]),
  'lossy webp': bytes(
    'RIFF',
    [0, 0, 0, 0],
    'WEBPVP8 ',
    [0, 0, 0, 0, 0, 0, 0, 0x9d, 1, 0x2a],
    [32, 3, 88, 2],
  ),
  'lossless webp': bytes('RIFF', [0, 0, 0, 0], 'WEBPVP8L', [0, 0, 0, 0, 0x2f, 31, 195, 149, 0]),
  'extended webp': bytes(
    'RIFF',
    [0, 0, 0, 0],
    'WEBPVP8X',
    [10, 0, 0, 0, 0, 0, 0, 0],
    [31, 3, 0, 87, 2, 0],
  ),
}

test.each(Object.entries(pictures))('the size of a %s is read from its head', (kind, data) => {
  expect(readPicture(data)).toEqual({
    type: `image/${kind.split(' ').at(-1)}`,
    width: 800,
    height: 600,
  })
})

test.each([
  ['SVG', bytes('<svg xmlns="http://www.w3.org/2000/svg" width="8" height="6"/>')],
  ['HTML', bytes('<!doctype html><script>alert(1)</script>')],
  ['the signature of a PNG before HTML', bytes('\x89PNG\r\n\x1a\n<html><script>alert(1)</script>')],
  ['a JPEG without a frame', bytes([0xff, 0xd8, 0xff, 0xe0, 0, 4, 1, 2])],
  ['nothing', bytes()],
])('%s is no picture', (_what, data) => {
  expect(readPicture(data)).toBeUndefined()
})

test('whatever comes, it is a picture with a size or none', () => {
  const heads = fc.constantFrom(...Object.values(pictures))
  const cut = fc.tuple(heads, fc.nat(40), fc.uint8Array()).map(([head, at, rest]) => {
    return Uint8Array.from([...head.slice(0, at), ...rest])
  })
  fc.assert(
    fc.property(cut, (data) => {
      const picture = readPicture(data)
      if (picture) expect(picture.width * picture.height).toBeGreaterThanOrEqual(0)
    }),
  )
})
