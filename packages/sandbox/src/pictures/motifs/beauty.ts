import { oval, slab } from '../path.ts'
import type { Motif } from './motif.ts'

export const brushes: Motif = [28, 50, 72].flatMap((x, i): Motif => {
  const y = [26, 18, 30][i] ?? 20
  return [
    ['ink', slab(x - 3, y + 26, 6, 82 - y - 26, 3)],
    ['accent', slab(x - 5, y + 18, 10, 10, 1)],
    ['main', `M${x - 8} ${y + 18}Q${x - 12} ${y} ${x} ${y - 4}Q${x + 12} ${y} ${x + 8} ${y + 18}Z`],
    ['light', `M${x - 4} ${y + 16}Q${x - 7} ${y + 2} ${x} ${y}Z`],
  ]
})

export const drop: Motif = [
  ['main', 'M50 14Q62 34 72 50Q78 82 50 82Q22 82 28 50Q38 34 50 14Z'],
  ['light', 'M42 38Q34 52 36 64', 5],
  ['shade', 'M66 50Q74 78 50 82Q64 72 66 50Z'],
]

export const comb: Motif = [
  ['accent', 'M50 58L50 78', 10],
  ['main', 'M34 18Q50 8 66 18Q72 46 60 58L40 58Q28 46 34 18Z'],
  ['light', oval(50, 36, 13, 17)],
  ...[26, 33, 40, 47].flatMap(
    (y): Motif => [42, 50, 58].map((x): Motif[number] => ['ink', oval(x, y, 1.8)]),
  ),
]

export const mirror: Motif = [
  ['shade', slab(46, 64, 8, 12, 2)],
  ['shade', slab(30, 75, 40, 7, 3.5)],
  ['main', oval(50, 40, 28)],
  ['light', oval(50, 40, 23)],
  ['glow', 'M36 46L54 22L62 26L42 52Z'],
  ['accent', oval(50, 40, 0.1)],
]

export const razor: Motif = [
  ['main', 'M40 82L44 40L56 40L60 82Q50 86 40 82Z'],
  ['light', 'M44 78L47 42L50 42L49 80Z'],
  ['shade', slab(43, 30, 14, 12, 2)],
  ['white', 'M46 12L56 12L54 32L46 32Z'],
  ['dusk', 'M50 14L50 30', 1],
]

export const dryer: Motif = [
  ['shade', 'M46 50L60 50L56 82L44 82Z'],
  ['main', 'M28 24L64 24Q80 26 80 38Q80 52 64 52L28 50Z'],
  ['light', 'M30 28L64 28Q70 29 72 34L30 33Z'],
  ['ink', slab(16, 27, 12, 20, 2)],
  ['accent', oval(67, 38, 6)],
]

export const bow: Motif = [
  ['main', 'M46 48Q20 16 14 34Q10 66 46 52Z'],
  ['main', 'M54 48Q80 16 86 34Q90 66 54 52Z'],
  ['shade', 'M46 50Q30 40 20 44Q30 52 46 52Z'],
  ['shade', 'M54 50Q70 40 80 44Q70 52 54 52Z'],
  ['light', 'M46 52L34 80L50 66L66 80L54 52Z'],
  ['accent', oval(50, 50, 8)],
]

export const tissue: Motif = [
  ['white', 'M36 42Q38 20 50 24Q60 14 64 42Z'],
  ['light', 'M50 24Q56 32 52 42L64 42Q60 14 50 24Z'],
  ['main', slab(16, 40, 68, 42, 7)],
  ['shade', oval(50, 42, 22, 4)],
  ['accent', oval(50, 64, 9)],
]
