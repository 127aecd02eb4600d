/** Basis points as people write them: 2000 is `20%`, 1250 is `12.5%`. */
export function percent(bp: number): string {
  return `${bp / 100}%`
}
