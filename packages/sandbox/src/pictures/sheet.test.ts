import fc from 'fast-check'
import { expect, test } from 'vitest'
import { outlines, oval, slab, stroked } from './path.ts'
import { type Rgb, Sheet } from './sheet.ts'

const white: Rgb = [255, 255, 255]
const whole = { scale: 1, x: 0, y: 0 }

/** Paints white on black and answers how many pixels' worth of white there is. */
function painted(path: string, size = 100, placing = whole): number {
  const sheet = new Sheet(size, size)
  sheet.fill(outlines(path), placing, white)
  return sheet.rgb.reduce((sum, value) => sum + value, 0) / 255 / 3
}

test('a rectangle covers its area, wherever its edges fall between pixels', () => {
  const side = fc.integer({ min: 40, max: 400 })
  const edge = fc.integer({ min: 0, max: 400 })
  fc.assert(
    fc.property(edge, edge, side, side, (x, y, width, height) => {
      const area = (width * height) / 100
      const found = painted(slab(x / 10, y / 10, width / 10, height / 10))
      // A soft edge has few steps, so each border pixel may be off by half a step.
      return Math.abs(found - area) <= (2 * (width + height)) / 10 / 10 + 2
    }),
  )
})

test('an ellipse covers pi times its half axes', () => {
  expect(painted(oval(50, 50, 40, 25))).toBeCloseTo(Math.PI * 40 * 25, -2)
})

test('what lies beyond the sheet is cut off, not folded back', () => {
  expect(painted(slab(-50, -50, 100, 100))).toBeCloseTo(2500, 0)
  expect(painted(slab(50, 50, 100, 100))).toBeCloseTo(2500, 0)
  expect(painted(slab(-50, 40, 200, 20))).toBeCloseTo(2000, 0)
  expect(painted(slab(120, 120, 10, 10))).toBe(0)
})

test('a line is as wide as it says, and its ends are round', () => {
  const sheet = new Sheet(100, 100)
  const line = outlines('M20 50L80 50').flatMap((flat) => stroked(flat, 10))
  sheet.fill(line, whole, white)
  const sum = sheet.rgb.reduce((total, value) => total + value, 0) / 255 / 3
  expect(sum).toBeGreaterThan(600)
  expect(sum).toBeLessThan(600 + Math.PI * 25 + 10)
})

test('a mirrored drawing has its left on the right', () => {
  const sheet = new Sheet(100, 100)
  sheet.fill(outlines(slab(0, 0, 10, 100)), { ...whole, isMirrored: true }, white)
  expect([sheet.rgb[0], sheet.rgb[99 * 3]]).toEqual([0, 255])
})
