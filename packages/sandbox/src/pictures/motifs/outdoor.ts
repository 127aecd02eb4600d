import { oval, slab } from '../path.ts'
import type { Motif } from './motif.ts'

export const chair: Motif = [
  ['ink', 'M28 82L62 48', 3],
  ['ink', 'M66 82L34 48', 3],
  ['main', 'M24 20Q44 14 60 20L66 50L26 50Z'],
  ['light', 'M24 20Q44 14 60 20L61 27Q44 21 25 27Z'],
  ['shade', 'M26 50L66 50L76 60L34 62Z'],
  ['accent', slab(62, 44, 20, 4, 2)],
]

export const tent: Motif = [
  ['main', 'M50 20L90 80L10 80Z'],
  ['shade', 'M50 20L90 80L60 80Z'],
  ['light', 'M50 20L10 80L24 80Z'],
  ['ink', 'M50 36L64 80L36 80Z'],
  ['accent', 'M50 36L36 80L44 80Z'],
  ['ink', 'M46 16L54 24', 2],
]

export const rope: Motif = [
  ['accent', 'M26 40Q20 84 50 82Q80 84 74 40', 4],
  ['main', slab(20, 16, 12, 30, 5)],
  ['main', slab(68, 16, 12, 30, 5)],
  ['light', slab(23, 20, 3, 22, 1.5)],
  ['light', slab(71, 20, 3, 22, 1.5)],
]

export const poles: Motif = [
  ['ink', 'M36 78L58 18', 3],
  ['main', 'M42 62L56 24', 5],
  ['ink', 'M64 78L42 18', 3],
  ['main', 'M58 62L44 24', 5],
  ['accent', 'M58 14L56 28', 7],
  ['accent', 'M42 14L44 28', 7],
]

export const paddle: Motif = [
  ['accent', 'M58 60L74 82', 10],
  ['ink', oval(44, 42, 27)],
  ['main', oval(44, 42, 24)],
  ['light', 'M26 34Q34 22 48 22Q36 30 32 44Z'],
  ['white', oval(78, 34, 8)],
]

export const shuttle: Motif = [
  ['white', 'M26 20L50 16L74 20L62 62L38 62Z'],
  ['light', 'M26 20L38 18L44 62L38 62Z'],
  ['light', 'M50 16L62 18L54 62L50 62Z'],
  ['dusk', 'M31 36L69 36', 1.5],
  ['dusk', 'M35 48L65 48', 1.5],
  ['accent', slab(37, 60, 26, 6, 2)],
  ['main', 'M37 66L63 66Q64 82 50 82Q36 82 37 66Z'],
]

export const backpack: Motif = [
  ['ink', 'M40 20Q40 10 50 10Q60 10 60 20', 4],
  ['main', 'M28 36Q28 18 50 18Q72 18 72 36L74 74Q74 82 66 82L34 82Q26 82 26 74Z'],
  ['light', 'M32 34Q32 22 50 22Q68 22 68 34Z'],
  ['shade', slab(32, 52, 36, 24, 6)],
  ['accent', slab(32, 52, 36, 6, 3)],
]

export const suitcase: Motif = [
  ['ink', 'M40 24L40 10L60 10L60 24', 4],
  ['main', slab(26, 22, 48, 56, 7)],
  ['light', slab(32, 26, 5, 48, 2.5)],
  ['shade', slab(47, 26, 5, 48, 2.5)],
  ['shade', slab(62, 26, 5, 48, 2.5)],
  ['accent', slab(44, 30, 12, 7, 2)],
  ['ink', oval(34, 80, 4)],
  ['ink', oval(66, 80, 4)],
]

export const mask: Motif = [
  ['ink', 'M16 42Q4 40 8 30', 3],
  ['ink', 'M84 42Q96 40 92 30', 3],
  ['main', 'M14 40Q50 30 86 40Q90 66 64 68Q54 66 50 58Q46 66 36 68Q10 66 14 40Z'],
  ['light', 'M16 43Q50 33 84 43L83 47Q50 38 17 47Z'],
]
