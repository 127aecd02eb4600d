import { oval, slab } from '../path.ts'
import type { Motif } from './motif.ts'

export const shirt: Motif = [
  ['main', 'M36 20Q50 30 64 20L84 32L76 48L68 44L68 82L32 82L32 44L24 48L16 32Z'],
  ['light', 'M36 20L32 44L24 48L16 32Z'],
  ['shade', 'M64 20L84 32L76 48L68 44L68 82L60 82Q66 50 64 20Z'],
  ['accent', 'M36 20Q50 30 64 20Q50 36 36 20Z'],
]

export const dress: Motif = [
  ['main', 'M40 16L44 26L56 26L60 16L64 18L66 34L60 46Q74 64 78 82L22 82Q26 64 40 46L34 34L36 18Z'],
  ['shade', 'M60 46Q74 64 78 82L64 82Q62 60 56 46Z'],
  ['light', 'M40 46Q30 62 26 78L36 82Q38 60 46 46Z'],
  ['accent', slab(39, 43, 22, 5, 2)],
]

export const trousers: Motif = [
  ['main', 'M32 16L68 16L74 82L56 82L50 42L44 82L26 82Z'],
  ['shade', 'M56 16L68 16L74 82L64 82Z'],
  ['light', 'M32 16L40 16L34 82L26 82Z'],
  ['accent', slab(31, 16, 38, 6, 2)],
  ['dusk', 'M50 22L50 42', 1.5],
]

export const coat: Motif = [
  ['main', 'M38 16L62 16L82 34L78 66L68 64L70 82L30 82L32 64L22 66L18 34Z'],
  ['light', 'M38 16L32 64L22 66L18 34Z'],
  ['shade', 'M50 34L62 16L82 34L78 66L68 64L70 82L50 82Z'],
  ['accent', 'M38 16L50 38L62 16L56 14L44 14Z'],
  ['dusk', 'M50 38L50 82', 1.5],
  ['ink', oval(54, 52, 2)],
  ['ink', oval(54, 64, 2)],
]

export const briefs: Motif = [
  ['main', 'M18 34Q50 28 82 34L78 48Q60 54 58 74L42 74Q40 54 22 48Z'],
  ['light', 'M18 34Q50 28 82 34L81 40Q50 34 19 40Z'],
  ['shade', 'M42 74Q46 62 50 60Q54 62 58 74Z'],
]

export const shoe: Motif = [
  ['main', 'M16 48Q22 38 34 40Q44 54 62 56Q84 58 86 72L14 72Q12 58 16 48Z'],
  ['light', 'M16 48Q22 38 34 40L38 46Q26 50 15 58Z'],
  ['shade', 'M60 56Q84 58 86 72L66 72Q68 62 60 56Z'],
  ['white', slab(12, 70, 76, 9, 4)],
  ['accent', 'M40 48L50 60', 3],
  ['accent', 'M47 52L57 62', 3],
]

export const skate: Motif = [
  ['main', 'M30 20L54 20L56 46Q74 50 76 62L28 62Z'],
  ['light', 'M30 20L38 20L36 62L28 62Z'],
  ['accent', slab(29, 34, 27, 6, 2)],
  ['ink', slab(26, 62, 52, 5, 2)],
  ...[31, 45, 59, 73].map((x): Motif[number] => ['shade', oval(x, 75, 7)]),
  ...[31, 45, 59, 73].map((x): Motif[number] => ['white', oval(x, 75, 3)]),
]

export const glasses: Motif = [
  ['ink', 'M44 48Q50 42 56 48', 4],
  ['ink', oval(30, 52, 18, 15)],
  ['ink', oval(70, 52, 18, 15)],
  ['main', oval(30, 52, 14, 11)],
  ['main', oval(70, 52, 14, 11)],
  ['glow', 'M22 54L32 42L37 44L26 59Z'],
  ['glow', 'M62 54L72 42L77 44L66 59Z'],
]

export const ring: Motif = [
  ['main', 'M50 32Q78 32 78 58Q78 82 50 82Q22 82 22 58Q22 32 50 32Z', 7],
  ['accent', 'M36 16L64 16L72 25L50 44L28 25Z'],
  ['light', 'M36 16L44 25L50 44L28 25Z'],
  ['glow', 'M44 16L56 16L58 25L42 25Z'],
]

export const necklace: Motif = [
  ['main', 'M20 16Q24 58 50 62Q76 58 80 16', 3],
  ['main', oval(50, 65, 4)],
  ['accent', 'M50 66L62 76L50 90L38 76Z'],
  ['light', 'M50 66L50 90L38 76Z'],
  ...[
    [25, 34],
    [34, 50],
    [66, 50],
    [75, 34],
  ].map(([x = 0, y = 0]): Motif[number] => ['light', oval(x, y, 3.5)]),
]

export const earrings: Motif = [28, 72].flatMap(
  (x): Motif => [
    ['ink', `M${x} 18Q${x + 8} 14 ${x + 6} 26`, 2],
    ['main', oval(x + 2, 34, 6)],
    ['shade', `M${x + 2} 40L${x + 2} 50`, 2],
    ['accent', `M${x + 2} 48Q${x + 18} 66 ${x + 2} 78Q${x - 14} 66 ${x + 2} 48Z`],
    ['glow', oval(x - 2, 66, 3, 5)],
  ],
)

export const bracelet: Motif = [
  ['shade', oval(50, 54, 33, 24), 5],
  ...Array.from({ length: 14 }, (_, i): Motif[number] => {
    const turn = (i / 14) * 2 * Math.PI
    const at = oval(50 + 33 * Math.cos(turn), 54 + 24 * Math.sin(turn), 7.5)
    return [i % 5 === 0 ? 'accent' : i % 2 ? 'main' : 'light', at]
  }),
]

export const watch: Motif = [
  ['shade', 'M38 12L62 12L66 36L34 36Z'],
  ['shade', 'M34 62L66 62L62 88L38 88Z'],
  ['main', oval(50, 50, 26)],
  ['white', oval(50, 50, 20)],
  ['ink', 'M50 50L50 36', 2.5],
  ['ink', 'M50 50L60 55', 2.5],
  ['accent', oval(50, 50, 3)],
  ['main', slab(76, 47, 5, 6, 2)],
]

export const scarf: Motif = [
  ['main', 'M24 22Q50 12 76 22Q84 30 74 36Q50 46 26 36Q16 30 24 22Z'],
  ['light', 'M26 24Q50 16 74 24Q60 30 40 30Z'],
  ['shade', 'M40 36L56 40L62 82L46 82Z'],
  ['main', 'M52 38L68 34L80 74L64 80Z'],
  ['accent', 'M47 74L61 74L62 82L46 82Z'],
  ['accent', 'M62 73L78 67L80 74L64 80Z'],
]
