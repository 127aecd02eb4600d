/**
 * What a stroke of a drawing is painted with: `main`, `light` and `shade` are the thing's own colour,
 * `accent` the second colour, `ink` dark, `white` white, `glow` and `dusk` see-through white and black.
 */
export type Paint = 'main' | 'light' | 'shade' | 'accent' | 'ink' | 'white' | 'glow' | 'dusk'

/** One fill, or one line where a width is given, on a 100 × 100 sheet. */
export type Stroke = readonly [paint: Paint, path: string, width?: number]

/** A silhouette from back to front, standing on y = 82. */
export type Motif = readonly Stroke[]
