import type { Shelf } from '../good.ts'
import { bags } from './bags.ts'
import { beauty } from './beauty.ts'
import { digital } from './digital.ts'
import { dress } from './dress.ts'
import { kitchen } from './kitchen.ts'
import { outdoor } from './outdoor.ts'
import { pets } from './pets.ts'
import { snacks } from './snacks.ts'
import { stationery } from './stationery.ts'
import { storage } from './storage.ts'
import { textiles } from './textiles.ts'
import { toys } from './toys.ts'

/** Every shelf of the sandbox's own world. Offer ids hang on the order: new shelves go last. */
export const shelves: readonly Shelf[] = [
  storage,
  kitchen,
  dress,
  outdoor,
  beauty,
  pets,
  toys,
  digital,
  stationery,
  snacks,
  textiles,
  bags,
]
