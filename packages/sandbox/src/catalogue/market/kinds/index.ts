import type { Top } from '../kind.ts'
import { clothes } from './clothes.ts'
import { home } from './home.ts'
import { leisure } from './leisure.ts'
import { small } from './small.ts'

/** The generated market's categories. Category numbers hang on the order: new ones go last. */
export const tops: readonly Top[] = [...clothes, ...home, ...small, ...leisure]
