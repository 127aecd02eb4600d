import { oval, slab } from '../path.ts'
import type { Motif } from './motif.ts'

export const box: Motif = [
  ['main', slab(22, 40, 56, 42, 4)],
  ['light', slab(22, 40, 56, 10, 3)],
  ['shade', slab(18, 32, 64, 11, 4)],
  ['glow', slab(22, 34, 50, 3, 1.5)],
  ['accent', slab(43, 48, 14, 8, 3)],
  ['glow', slab(28, 56, 4, 20, 2)],
]

export const drawers: Motif = [
  ['shade', slab(22, 20, 56, 62, 5)],
  ...[24, 43, 62].flatMap(
    (y): Motif => [
      ['main', slab(26, y, 48, 16, 3)],
      ['light', slab(26, y, 48, 5, 3)],
      ['accent', slab(42, y + 7, 16, 4, 2)],
    ],
  ),
]

export const bag: Motif = [
  ['ink', 'M38 32Q38 16 50 16Q62 16 62 32', 3],
  ['main', 'M26 34Q50 26 74 34L80 78Q50 86 20 78Z'],
  ['light', 'M26 34Q50 26 74 34L75 42Q50 34 25 42Z'],
  ['shade', 'M66 34L74 34L80 78L70 80Z'],
  ['accent', slab(42, 50, 16, 12, 3)],
]

export const sack: Motif = [
  ['main', 'M30 20L70 20Q68 24 72 30Q80 60 74 82L26 82Q20 60 28 30Q32 24 30 20Z'],
  ['shade', 'M62 20L70 20Q68 24 72 30Q80 60 74 82L64 82Q70 50 62 20Z'],
  ['light', slab(30, 18, 40, 5, 2)],
  ['white', slab(34, 42, 32, 24, 5)],
  ['accent', oval(50, 54, 8)],
]

export const hook: Motif = [
  ['main', slab(34, 20, 32, 32, 8)],
  ['light', slab(34, 20, 32, 10, 8)],
  ['shade', 'M50 44L50 64Q50 78 38 78Q28 78 28 68', 6],
  ['glow', oval(50, 34, 6)],
]

export const shelf: Motif = [
  ['shade', slab(18, 36, 64, 5, 2)],
  ['shade', slab(18, 66, 64, 5, 2)],
  ['main', slab(18, 22, 5, 60, 2)],
  ['main', slab(77, 22, 5, 60, 2)],
  ['accent', slab(28, 20, 10, 16, 3)],
  ['light', slab(42, 26, 12, 10, 2)],
  ['main', slab(60, 18, 9, 18, 4)],
  ['light', slab(30, 48, 16, 18, 3)],
  ['accent', slab(54, 52, 14, 14, 7)],
]

export const bed: Motif = [
  ['ink', slab(16, 24, 68, 40, 6)],
  ['white', slab(20, 34, 26, 16, 7)],
  ['white', slab(54, 34, 26, 16, 7)],
  ['main', 'M14 50Q50 42 86 50L88 74Q50 80 12 74Z'],
  ['light', 'M14 50Q50 42 86 50L86 57Q50 49 14 57Z'],
  ['shade', 'M60 47L86 50L88 74L66 77Z'],
  ['ink', slab(16, 74, 5, 8, 1)],
  ['ink', slab(79, 74, 5, 8, 1)],
]

export const pillow: Motif = [
  [
    'main',
    'M18 44Q14 32 28 34Q50 38 72 34Q86 32 82 44Q78 58 82 70Q86 82 72 80Q50 76 28 80Q14 82 18 70Q22 58 18 44Z',
  ],
  ['light', 'M26 42Q50 46 74 42Q70 50 50 52Q30 50 26 42Z'],
  ['dusk', 'M28 72Q50 68 72 72', 1.5],
]

export const towel: Motif = [
  ['shade', slab(20, 58, 60, 24, 10)],
  ['main', slab(20, 40, 60, 24, 10)],
  ['light', slab(20, 24, 60, 22, 10)],
  ['accent', slab(62, 24, 5, 22)],
  ['accent', slab(62, 46, 5, 18)],
  ['dusk', 'M24 58L76 58', 1.5],
]

export const curtain: Motif = [
  ['ink', slab(12, 16, 76, 4, 2)],
  ['main', 'M16 20L46 20Q46 56 26 82L16 82Z'],
  ['shade', 'M28 20L36 20Q36 50 24 74L20 74Q28 50 28 20Z'],
  ['main', 'M84 20L54 20Q54 56 74 82L84 82Z'],
  ['shade', 'M72 20L64 20Q64 50 76 74L80 74Q72 50 72 20Z'],
  ['accent', slab(17, 56, 17, 4, 2)],
  ['accent', slab(66, 56, 17, 4, 2)],
]

export const lamp: Motif = [
  ['glow', 'M32 46L68 46L84 82L16 82Z'],
  ['ink', slab(48, 46, 4, 32, 1)],
  ['ink', slab(34, 77, 32, 5, 2.5)],
  ['main', 'M38 18L62 18L72 48L28 48Z'],
  ['light', 'M38 18L48 18L44 48L28 48Z'],
  ['shade', 'M56 18L62 18L72 48L62 48Z'],
]

export const moon: Motif = [
  ['glow', oval(50, 46, 34)],
  ['main', oval(50, 46, 26)],
  ['light', oval(42, 38, 10)],
  ['shade', oval(60, 54, 5)],
  ['shade', oval(46, 58, 3)],
  ['ink', 'M34 76L66 76L70 82L30 82Z'],
]

export const mat: Motif = [
  ['main', 'M14 68L62 60L88 74L36 84Z'],
  ['light', 'M14 68L62 60L66 62L18 71Z'],
  ['shade', oval(66, 46, 20)],
  ['main', oval(66, 46, 15)],
  ['light', oval(66, 46, 10)],
  ['shade', oval(66, 46, 5)],
]

export const table: Motif = [
  ['ink', slab(22, 60, 5, 22, 2)],
  ['ink', slab(73, 60, 5, 22, 2)],
  ['main', 'M12 42L88 42L84 66Q76 60 68 66Q59 60 50 66Q41 60 32 66Q24 60 16 66Z'],
  ['light', 'M24 32L76 32L88 44L12 44Z'],
  ['accent', 'M44 34L40 18L60 18L56 34Z'],
  ['shade', oval(50, 16, 9, 6)],
]

export const vase: Motif = [
  ['shade', 'M50 50Q44 30 34 20', 2],
  ['shade', 'M50 50Q54 28 62 18', 2],
  ['accent', oval(33, 19, 6)],
  ['accent', oval(63, 17, 6)],
  ['light', oval(48, 26, 5)],
  ['main', 'M42 44L58 44Q56 52 64 60Q70 74 60 82L40 82Q30 74 36 60Q44 52 42 44Z'],
  ['glow', 'M42 60Q36 68 42 76', 3],
]

export const flower: Motif = [
  ['shade', 'M50 82Q48 60 50 46', 3],
  ['shade', 'M50 70Q34 68 32 56Q46 56 50 70Z'],
  ['shade', 'M50 64Q66 62 68 50Q54 50 50 64Z'],
  ...[
    [50, 20],
    [66, 31],
    [60, 49],
    [40, 49],
    [34, 31],
  ].map(([x = 0, y = 0]): Motif[number] => ['main', oval(x, y, 12)]),
  ['light', oval(50, 24, 6)],
  ['accent', oval(50, 36, 9)],
]

export const figure: Motif = [
  ['main', 'M30 82Q26 50 50 48Q74 50 70 82Z'],
  ['main', oval(50, 36, 18)],
  ['main', 'M34 28L32 12L46 20Z'],
  ['main', 'M66 28L68 12L54 20Z'],
  ['light', oval(50, 70, 12)],
  ['ink', oval(43, 35, 2.5)],
  ['ink', oval(57, 35, 2.5)],
  ['accent', slab(40, 49, 20, 5, 2.5)],
]
