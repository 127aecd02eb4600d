import { oval, slab } from '../path.ts'
import type { Motif } from './motif.ts'

export const phone: Motif = [
  ['main', slab(30, 12, 40, 72, 9)],
  ['shade', slab(33, 15, 34, 66, 7)],
  ['light', slab(34, 17, 16, 20, 6)],
  ['ink', oval(42, 23, 4)],
  ['ink', oval(42, 32, 4)],
  ['glow', 'M56 16L64 16L44 80L38 80Z'],
  ['accent', oval(56, 60, 6)],
]

export const cable: Motif = [
  ['main', 'M30 26Q10 50 34 58Q78 62 74 44Q68 30 48 38Q28 50 62 76', 5],
  ['ink', 'M31 25L38 15', 9],
  ['accent', 'M37 16L40 12', 5],
  ['ink', 'M62 75L70 82', 9],
  ['accent', 'M70 82L74 85', 5],
]

export const battery: Motif = [
  ['main', slab(28, 16, 44, 66, 9)],
  ['light', slab(32, 20, 8, 58, 4)],
  ['shade', slab(62, 20, 7, 58, 4)],
  ['ink', slab(42, 26, 16, 9, 2)],
  ['accent', 'M54 42L40 62L49 62L46 76L60 56L51 56Z'],
]

export const earbuds: Motif = [
  ['main', slab(20, 46, 60, 36, 17)],
  ['light', slab(20, 46, 60, 14, 12)],
  ['dusk', 'M22 60L78 60', 1.5],
  ['accent', oval(50, 66, 2.5)],
  ['white', oval(34, 24, 9)],
  ['white', slab(33, 26, 7, 20, 3)],
  ['white', oval(66, 24, 9)],
  ['white', slab(60, 26, 7, 20, 3)],
  ['ink', oval(30, 24, 3)],
  ['ink', oval(70, 24, 3)],
]

export const stand: Motif = [
  ['shade', oval(50, 78, 24, 5)],
  ['shade', 'M50 76L46 48', 6],
  ['ink', 'M30 18L62 12L70 54L38 60Z'],
  ['main', 'M33 21L60 16L66 51L40 56Z'],
  ['glow', 'M36 22L46 20L52 53L44 54Z'],
  ['accent', 'M38 60L70 54L71 59L40 65Z'],
]

export const mouse: Motif = [
  ['main', 'M50 14Q74 14 74 44L74 54Q74 82 50 82Q26 82 26 54L26 44Q26 14 50 14Z'],
  ['light', 'M48 14Q28 16 28 44L48 44Z'],
  ['shade', 'M52 14Q72 16 72 44L52 44Z'],
  ['ink', slab(46, 22, 8, 16, 4)],
  ['accent', slab(48, 25, 4, 8, 2)],
]

export const keyboard: Motif = [
  ['shade', slab(8, 34, 84, 42, 6)],
  ['main', slab(10, 32, 80, 40, 5)],
  ...[37, 47].flatMap(
    (y): Motif =>
      Array.from({ length: 8 }, (_, i): Motif[number] => [
        i === 0 || i === 7 ? 'accent' : 'white',
        slab(14 + i * 9.2, y, 7.4, 8, 2),
      ]),
  ),
  ['white', slab(14, 57, 12, 8, 2)],
  ['light', slab(28, 57, 42, 8, 2)],
  ['white', slab(72, 57, 14, 8, 2)],
]

export const laptop: Motif = [
  ['ink', slab(24, 22, 52, 36, 4)],
  ['main', slab(27, 25, 46, 30, 2)],
  ['glow', 'M30 25L44 25L34 55L27 55Z'],
  ['light', 'M24 58L76 58L86 68L14 68Z'],
  ['shade', 'M26 70L38 82', 4],
  ['shade', 'M74 70L62 82', 4],
]

export const pens: Motif = [
  ['main', 'M34 20L34 66', 9],
  ['white', 'M29.5 66L38.5 66L34 82Z'],
  ['ink', 'M34 12L34 18', 4],
  ['accent', 'M54 24L54 66', 9],
  ['white', 'M49.5 66L58.5 66L54 82Z'],
  ['ink', 'M54 16L54 22', 4],
  ['light', 'M74 28L74 66', 9],
  ['white', 'M69.5 66L78.5 66L74 82Z'],
  ['ink', 'M74 20L74 26', 4],
]

export const notebook: Motif = [
  ['shade', slab(28, 18, 52, 64, 4)],
  ['white', slab(26, 17, 52, 63, 3)],
  ['main', slab(24, 16, 50, 62, 4)],
  ['light', slab(24, 16, 9, 62, 4)],
  ['accent', slab(42, 30, 22, 14, 3)],
  ['ink', slab(68, 16, 3, 62)],
]

export const notes: Motif = [
  ['shade', 'M30 28L78 24L82 70L34 76Z'],
  ['accent', 'M24 24L72 24L72 70L24 70Z'],
  ['main', 'M18 32L66 32L66 66L52 80L18 80Z'],
  ['light', 'M66 66L52 80L52 66Z'],
  ['dusk', 'M26 44L56 44', 2],
  ['dusk', 'M26 54L50 54', 2],
]

export const scissors: Motif = [
  ['shade', 'M40 56L64 14L68 22L50 60Z'],
  ['light', 'M60 56L36 14L32 22L50 60Z'],
  ['main', oval(32, 70, 13)],
  ['main', oval(68, 70, 13)],
  ['white', oval(32, 70, 7)],
  ['white', oval(68, 70, 7)],
  ['ink', oval(50, 52, 3)],
]

export const paints: Motif = [
  ['shade', slab(12, 30, 76, 50, 6)],
  ['white', slab(15, 33, 70, 44, 4)],
  ...(['main', 'accent', 'light', 'shade', 'accent', 'main'] as const).map(
    (paint, i): Motif[number] => [
      paint,
      slab(20 + (i % 3) * 21, 38 + Math.floor(i / 3) * 19, 17, 15, 4),
    ],
  ),
  ['ink', 'M62 28L84 10', 3],
]

export const printer: Motif = [
  ['white', slab(34, 12, 32, 34, 2)],
  ['dusk', 'M40 22L60 22', 2],
  ['dusk', 'M40 30L56 30', 2],
  ['main', slab(22, 40, 56, 42, 10)],
  ['light', slab(26, 44, 48, 9, 4)],
  ['accent', oval(50, 66, 7)],
]
