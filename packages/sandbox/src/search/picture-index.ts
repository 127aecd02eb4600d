import type { Catalogue, Shown } from '../catalogue/catalogue.ts'
import { paintOn, type Subject, shiftsOf } from '../pictures/draw.ts'
import { subjectOf } from '../pictures/index.ts'
import { difference, FIELDS, type Look, lookOf } from '../pictures/look.ts'
import { type Rgb, Sheet } from '../pictures/sheet.ts'
import { gradually, type Work } from './gradually.ts'

/** An offer's place and how different its cover is from the picture asked for. */
export interface Alike {
  readonly place: number
  readonly difference: number
}

export interface PictureIndex {
  /** Places of offers by how alike their covers are, the likest first, at most `most`. */
  alike(look: Look, most: number): readonly Alike[]
  lookAt(shown: Shown): Look
  /** Resolves when a search need not build anything first. */
  soon(): Promise<void>
}

/** Covers that show the same thing in the same colour, and so differ only by their shade. */
interface Motif {
  readonly look: Look
  /** How much of each field is ground: what a shade can move. */
  readonly ground: Float32Array
  readonly places: number[]
}

const SIZE = 32
/** Covers looked at in one step. */
const STEP = 256
/** Motifs whose offers are compared one by one. */
const NEAREST = 24
/** How far the ground is moved to see how much of it there is. */
const NUDGE = 40

/**
 * Compares pictures by their looks. Covers of the world are drawn here, so a look is known for each
 * without a file; a motif is drawn once and its offers' looks are worked out from it. Built at the
 * first search, or before it by who waits for `soon`.
 */
export function createPictureIndex(catalogue: Catalogue): PictureIndex {
  const shades = new Int32Array(catalogue.size)
  const grounds = new Map<Subject['motif'], Float32Array>()
  function* build(): Work<readonly Motif[]> {
    const motifs = new Map<string, Motif>()
    for (let place = 0; place < catalogue.size; place++) {
      const shown = catalogue.cover(place)
      const key = `${shown.subject}/${shown.category}/${shown.word}`
      const isNew = !motifs.has(key)
      const known = motifs.get(key) ?? motifOf(subjectOf(shown), grounds)
      motifs.set(key, known)
      known.places.push(place)
      shades[place] = shown.shade
      if (isNew || place % STEP === 0) yield
    }
    return [...motifs.values()]
  }
  const index = gradually(build)
  return {
    soon: () => index.soon(),
    alike: (look, most) => {
      const nearest = index
        .now()
        .map((motif) => ({ motif, difference: difference(motif.look, look) }))
        .sort((a, b) => a.difference - b.difference)
      const found: Alike[] = []
      for (const [at, { motif }] of nearest.entries()) {
        if (at >= NEAREST && found.length >= most) break
        for (const place of motif.places) {
          found.push({ place, difference: shadedDifference(motif, shades[place] ?? 0, look) })
        }
      }
      return found.sort((a, b) => a.difference - b.difference || a.place - b.place).slice(0, most)
    },
    lookAt: (shown) => drawn(subjectOf(shown)),
  }
}

const drawn = (subject: Subject): Look => lookOf(paintOn(subject, new Sheet(SIZE, SIZE)))

function motifOf(subject: Subject, grounds: Map<Subject['motif'], Float32Array>): Motif {
  const look = drawn({ ...subject, shade: 0 })
  // How much ground is left hangs on the outlines alone.
  const ground = grounds.get(subject.motif) ?? groundOf(subject, look)
  grounds.set(subject.motif, ground)
  return { look, ground, places: [] }
}

function groundOf(subject: Subject, look: Look): Float32Array {
  const darker = ([red, green, blue]: Rgb): Rgb => [red - NUDGE, green - NUDGE, blue - NUDGE]
  const { palette } = subject
  const nudged = { ...palette, above: darker(palette.above), below: darker(palette.below) }
  const moved = drawn({ ...subject, palette: nudged, shade: 0 })
  return Float32Array.from({ length: FIELDS }, (_, field) => {
    const [before = 0, after = 0] = [look[field * 3], moved[field * 3]]
    return (before - after) / NUDGE
  })
}

const SIDE = Math.sqrt(FIELDS)

/** How different a motif with its ground a shade off is from a look. */
function shadedDifference(motif: Motif, shade: number, look: Look): number {
  const [above, below] = shiftsOf(shade)
  let sum = 0
  for (let field = 0; field < FIELDS; field++) {
    const down = (Math.floor(field / SIDE) + 0.5) / SIDE
    const share = motif.ground[field] ?? 0
    for (let channel = 0; channel < 3; channel++) {
      const at = field * 3 + channel
      const [from = 0, to = 0] = [above[channel], below[channel]]
      const own = (motif.look[at] ?? 0) + (from + (to - from) * down) * share
      sum += (own - (look[at] ?? 0)) ** 2
    }
  }
  return Math.sqrt(sum / look.length)
}
