import { oval, slab } from '../path.ts'
import type { Motif } from './motif.ts'

export const cat: Motif = [
  ['main', 'M24 54L22 22L40 36Q50 32 60 36L78 22L76 54Q76 80 50 80Q24 80 24 54Z'],
  ['accent', 'M27 34L26 27L35 35Z'],
  ['accent', 'M73 34L74 27L65 35Z'],
  ['ink', oval(39, 54, 3.5, 4.5)],
  ['ink', oval(61, 54, 3.5, 4.5)],
  ['accent', 'M46 62L54 62L50 66Z'],
  ['ink', 'M50 66Q46 72 41 69', 1.5],
  ['ink', 'M50 66Q54 72 59 69', 1.5],
  ['glow', 'M28 62L12 60', 1.5],
  ['glow', 'M72 62L88 60', 1.5],
]

export const dog: Motif = [
  ['main', oval(50, 52, 26, 28)],
  ['shade', 'M28 34Q14 34 16 62Q24 66 30 50Z'],
  ['shade', 'M72 34Q86 34 84 62Q76 66 70 50Z'],
  ['light', oval(50, 64, 15, 14)],
  ['ink', oval(40, 48, 3.5)],
  ['ink', oval(60, 48, 3.5)],
  ['ink', oval(50, 58, 5, 4)],
  ['accent', 'M46 68L54 68Q54 78 50 78Q46 78 46 68Z'],
]

export const bone: Motif = [
  ['main', 'M32 66L68 34', 14],
  ['main', oval(26, 62, 9)],
  ['main', oval(36, 74, 9)],
  ['main', oval(64, 26, 9)],
  ['main', oval(74, 38, 9)],
  ['glow', 'M38 56L60 37', 4],
]

export const fountain: Motif = [
  ['main', 'M22 54L78 54L74 82L26 82Z'],
  ['shade', 'M66 54L78 54L74 82L64 82Z'],
  ['accent', oval(50, 54, 28, 7)],
  ['light', 'M50 24Q62 30 62 54', 3],
  ['light', 'M50 24Q38 30 38 54', 3],
  ['white', oval(50, 22, 5)],
]

export const bear: Motif = [
  ['main', oval(32, 26, 10)],
  ['main', oval(68, 26, 10)],
  ['accent', oval(32, 26, 5)],
  ['accent', oval(68, 26, 5)],
  ['main', 'M28 82Q24 56 50 56Q76 56 72 82Z'],
  ['main', oval(50, 42, 25, 23)],
  ['light', oval(50, 50, 12, 9)],
  ['ink', oval(40, 40, 3)],
  ['ink', oval(60, 40, 3)],
  ['ink', oval(50, 47, 4, 3)],
  ['light', oval(50, 74, 12, 9)],
]

export const baby: Motif = [
  ['main', 'M24 20Q50 40 76 20Q86 60 50 82Q14 60 24 20Z'],
  ['light', 'M24 20Q50 40 76 20L77 28Q50 48 23 28Z'],
  ['accent', oval(50, 58, 8)],
  ['accent', oval(43, 50, 4)],
  ['accent', oval(57, 50, 4)],
]

export const bubbles: Motif = [
  ['shade', 'M22 48L60 44L60 62L40 62L36 82L24 82Z'],
  ['main', slab(24, 40, 40, 20, 8)],
  ['ink', slab(62, 42, 6, 16, 2)],
  ['accent', slab(30, 45, 16, 8, 4)],
  ['glow', oval(76, 34, 11)],
  ['glow', oval(60, 20, 7)],
  ['glow', oval(88, 54, 6)],
  ['white', oval(73, 30, 2.5)],
]

export const blocks: Motif = [
  ['main', slab(16, 54, 28, 28, 3)],
  ['accent', slab(50, 54, 28, 28, 3)],
  ['light', slab(32, 24, 28, 28, 3)],
  ['glow', oval(30, 68, 8)],
  ['glow', 'M64 58L73 76L55 76Z'],
  ['shade', slab(40, 32, 12, 12, 2)],
]

export const car: Motif = [
  ['main', 'M10 62L20 60L30 42L62 42L74 58L90 62L90 74L10 74Z'],
  ['light', 'M33 46L45 46L45 58L27 58Z'],
  ['light', 'M49 46L60 46L68 58L49 58Z'],
  ['shade', slab(10, 68, 80, 6, 2)],
  ['ink', oval(28, 74, 9)],
  ['ink', oval(72, 74, 9)],
  ['white', oval(28, 74, 4)],
  ['white', oval(72, 74, 4)],
  ['accent', slab(84, 62, 6, 5, 2)],
]
