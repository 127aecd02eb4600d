import * as v from 'valibot'
import { flat } from './envelope.ts'
import { Flag, maybe } from './scalars.ts'

/** E3 whose inner `result` says whether the business was done; without one, success is enough. */
export const DoneInside = v.looseObject({ ...flat, result: maybe(Flag) })
