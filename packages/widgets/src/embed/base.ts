import { baseOf } from './script.ts'

/** Where the embed files of this copy are. */
export const embedBase = baseOf(import.meta.url)
