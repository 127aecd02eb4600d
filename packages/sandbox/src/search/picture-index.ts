import type { Catalogue, Shown } from '../catalogue/catalogue.ts'
import { paintOn, type Subject, shiftsOf } from '../pictures/draw.ts'
import { subjectOf } from '../pictures/index.ts'
import { difference, FIELDS, type Look, lookOf } from '../pictures/look.ts'
import { Sheet } from '../pictures/sheet.ts'

/** An offer's place and how different its cover is from the picture asked for. */
export interface Alike {
  readonly place: number
  readonly difference: number
}

export interface PictureIndex {
  /** Places of offers by how alike their covers are, the likest first, at most `most`. */
  alike(look: Look, most: number): readonly Alike[]
  lookAt(shown: Shown): Look
}

/** Covers that show the same thing in the same colour, and so differ only by their shade. */
interface Motif {
  readonly look: Look
  /** How much of each field is ground: what a shade can move. */
  readonly ground: Float32Array
  readonly places: number[]
}

const SIZE = 48
/** Motifs whose offers are compared one by one. */
const NEAREST = 24
/** How far the ground is moved to see how much of it there is. */
const NUDGE = 40

/**
 * Compares pictures by their looks. Covers of the world are drawn here, so a look is known for each
 * without a file; a motif is drawn once and its offers' looks are worked out from it. Built at the
 * first search.
 */
export function createPictureIndex(catalogue: Catalogue): PictureIndex {
  let built: readonly Motif[] | undefined
  const shades = new Map<number, number>()
  const build = (): readonly Motif[] => {
    const motifs = new Map<string, Motif>()
    for (let place = 0; place < catalogue.size; place++) {
      const shown = catalogue.cover(place)
      const key = `${shown.subject}/${shown.category}/${shown.word}`
      const known = motifs.get(key) ?? motifOf(subjectOf(shown))
      motifs.set(key, known)
      known.places.push(place)
      shades.set(place, shown.shade)
    }
    return [...motifs.values()]
  }
  return {
    alike: (look, most) => {
      built ??= build()
      const nearest = built
        .map((motif) => ({ motif, difference: difference(motif.look, look) }))
        .sort((a, b) => a.difference - b.difference)
      const found: Alike[] = []
      for (const { motif } of nearest.slice(0, Math.max(NEAREST, most))) {
        for (const place of motif.places) {
          const own = withShade(motif, shades.get(place) ?? 0)
          found.push({ place, difference: difference(own, look) })
        }
      }
      return found.sort((a, b) => a.difference - b.difference || a.place - b.place).slice(0, most)
    },
    lookAt: (shown) => drawn(subjectOf(shown)),
  }
}

const drawn = (subject: Subject): Look => lookOf(paintOn(subject, new Sheet(SIZE, SIZE)))

function motifOf(subject: Subject): Motif {
  const look = drawn({ ...subject, shade: 0 })
  const { above, below } = subject.palette
  const darker = (colour: typeof above): typeof above => [
    colour[0] - NUDGE,
    colour[1] - NUDGE,
    colour[2] - NUDGE,
  ]
  const nudged = { ...subject.palette, above: darker(above), below: darker(below) }
  const moved = drawn({ ...subject, palette: nudged, shade: 0 })
  const ground = Float32Array.from({ length: FIELDS }, (_, field) => {
    const [before = 0, after = 0] = [look[field * 3], moved[field * 3]]
    return (before - after) / NUDGE
  })
  return { look, ground, places: [] }
}

/** The look of a motif whose ground is a shade off. */
function withShade({ look, ground }: Motif, shade: number): Look {
  const [above, below] = shiftsOf(shade)
  const side = Math.sqrt(FIELDS)
  return look.map((level, at) => {
    const field = Math.floor(at / 3)
    const channel = (at % 3) as 0 | 1 | 2
    const down = (Math.floor(field / side) + 0.5) / side
    const shift = above[channel] + (below[channel] - above[channel]) * down
    return level + shift * (ground[field] ?? 0)
  })
}
