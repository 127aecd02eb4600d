import { oval, slab } from '../path.ts'
import type { Motif } from './motif.ts'

export const cup: Motif = [
  ['ink', slab(38, 14, 24, 10, 4)],
  ['main', 'M34 24L66 24L63 78Q62 82 58 82L42 82Q38 82 37 78Z'],
  ['light', 'M38 24L46 24L45 80L42 80Z'],
  ['shade', 'M59 24L66 24L63 78Q62 82 58 82L56 82Z'],
  ['accent', 'M35.5 46L64.5 46L64 54L36 54Z'],
]

export const pan: Motif = [
  ['ink', 'M66 54L92 44', 6],
  ['shade', oval(42, 62, 32, 18)],
  ['main', oval(42, 56, 32, 18)],
  ['shade', oval(42, 56, 25, 13)],
  ['white', 'M30 56Q30 48 42 50Q54 48 54 56Q56 63 44 62Q30 64 30 56Z'],
  ['accent', oval(42, 56, 6, 4)],
]

export const ladle: Motif = [
  ['main', 'M30 18Q22 18 22 30L24 42L38 42L40 30Q40 18 32 18Z'],
  ['accent', 'M31 42L31 80', 5],
  ['shade', oval(66, 28, 13, 10)],
  ['light', oval(66, 26, 9, 6)],
  ['accent', 'M66 36L66 80', 5],
  ['main', slab(45, 18, 10, 26, 4)],
  ['accent', 'M50 44L50 80', 5],
]

export const jar: Motif = [
  ['accent', slab(32, 20, 36, 12, 4)],
  ['light', 'M30 34Q28 38 28 44L28 76Q28 82 34 82L66 82Q72 82 72 76L72 44Q72 38 70 34Z'],
  ['main', 'M28 54Q40 50 50 54Q60 58 72 54L72 76Q72 82 66 82L34 82Q28 82 28 76Z'],
  ['glow', slab(33, 40, 5, 34, 2.5)],
]

export const bottle: Motif = [
  ['ink', slab(44, 12, 12, 12, 2)],
  ['ink', slab(30, 12, 18, 5, 2)],
  ['shade', slab(42, 24, 16, 6, 1)],
  ['main', 'M42 30L58 30Q68 36 68 46L68 76Q68 82 62 82L38 82Q32 82 32 76L32 46Q32 36 42 30Z'],
  ['light', slab(36, 44, 6, 32, 3)],
  ['white', slab(44, 50, 20, 20, 3)],
  ['accent', slab(48, 56, 12, 3, 1.5)],
]

export const board: Motif = [
  ['shade', slab(24, 20, 54, 62, 7)],
  ['main', slab(22, 18, 54, 62, 7)],
  ['light', slab(26, 22, 46, 6, 3)],
  ['dusk', oval(49, 26, 3)],
  ['white', 'M34 60L66 40L70 46Q56 60 38 66Z'],
  ['ink', 'M26 68L38 62', 5],
]

export const bowls: Motif = [
  ['shade', 'M18 62L82 62Q80 82 60 82L40 82Q20 82 18 62Z'],
  ['main', 'M24 46L76 46Q74 64 58 64L42 64Q26 64 24 46Z'],
  ['light', oval(50, 46, 26, 5)],
  ['accent', 'M25 52Q50 60 75 52L74 56Q50 64 26 56Z'],
  ['white', oval(50, 46, 20, 3)],
  ['ink', 'M60 44L80 18', 2.5],
  ['ink', 'M66 46L88 24', 2.5],
]

export const mixer: Motif = [
  ['accent', 'M50 26Q66 10 80 20', 2.5],
  ['ink', oval(81, 21, 4)],
  ['main', 'M30 30Q50 20 70 30L70 44L30 44Z'],
  ['light', slab(28, 44, 44, 34, 6)],
  ['shade', 'M38 60Q50 50 62 60Q54 64 50 72Q46 64 38 60Z'],
  ['main', slab(26, 76, 48, 6, 3)],
]

export const scale: Motif = [
  ['main', slab(20, 30, 60, 52, 8)],
  ['light', slab(26, 34, 48, 28, 6)],
  ['shade', oval(50, 48, 18, 11)],
  ['ink', slab(34, 67, 32, 10, 3)],
  ['accent', slab(38, 70, 14, 4, 1)],
]

export const teacup: Motif = [
  ['glow', 'M42 32Q36 24 44 16', 3],
  ['glow', 'M56 32Q50 24 58 16', 3],
  ['main', 'M72 48Q88 46 86 58Q84 66 70 66', 5],
  ['main', 'M24 40L74 40Q74 74 58 76L40 76Q24 74 24 40Z'],
  ['shade', 'M64 40L74 40Q74 74 58 76L54 76Q64 70 64 40Z'],
  ['accent', oval(49, 40, 25, 5)],
  ['light', oval(49, 79, 30, 3.5)],
]

export const pouch: Motif = [
  ['main', 'M26 18L74 18L78 80Q50 84 22 80Z'],
  ['light', 'M26 18L74 18L74.5 25L25.5 25Z'],
  ['shade', 'M66 25L74.5 25L78 80L68 81.5Z'],
  ['white', oval(49, 54, 17, 17)],
  ['accent', 'M40 56Q40 44 50 44Q60 46 58 56Q54 66 46 64Q40 62 40 56Z'],
  ['dusk', 'M36 22L64 22', 1.5],
]

export const candy: Motif = [
  ['accent', 'M30 50L14 36L14 64Z'],
  ['accent', 'M70 50L86 36L86 64Z'],
  ['main', oval(50, 50, 24)],
  ['light', 'M34 36Q48 24 62 34Q48 36 38 48Z'],
  ['shade', 'M40 72Q62 66 68 40Q80 62 58 74Z'],
]

export const noodle: Motif = [
  ['main', slab(26, 22, 48, 58, 4)],
  ['light', slab(26, 22, 48, 8, 2)],
  ['shade', slab(26, 72, 48, 8, 2)],
  ['white', oval(50, 50, 18, 13)],
  ['accent', 'M36 52Q43 44 50 52Q57 60 64 50', 3],
  ['accent', 'M38 46Q44 40 50 46Q56 52 62 45', 3],
]
