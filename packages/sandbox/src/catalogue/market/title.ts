import { rolls } from './roll.ts'
import type { Stand } from './shelf.ts'

const TITLE = 4
/** What sellers put where one letter is left. */
const filler = '新'
/** Steps through a list of words that visit each once: none of them divides a likely length. */
const strides = [1, 7, 11, 13, 17]

/**
 * A title as suppliers write it: the thing's name between words that people search for, as many as
 * the length takes. Two suppliers of one thing word it differently.
 */
export function title(seed: number, place: number, stand: Stand, length: number): string {
  const roll = rolls(seed, place, TITLE)
  let [before, after] = ['', '']
  let left = length - stand.kind.name.length
  const put = (word: string): void => {
    if (word.length > left || word === stand.kind.name) return
    left -= word.length
    if (before.length <= after.length) before = word + before
    else after += word
  }
  for (const list of [stand.ownWords, stand.otherWords]) {
    const from = Math.floor(roll() * list.length)
    const stride = coprime(strides[Math.floor(roll() * strides.length)] ?? 1, list.length)
    for (let step = 0; step < list.length && left > 1; step++) {
      put(list[(from + step * stride) % list.length] ?? '')
    }
  }
  if (left === 1) put(filler)
  // What still fits is filled with the thing's name again, as sellers do.
  if (left >= stand.kind.name.length) after += stand.kind.name
  return before + stand.kind.name + after
}

const coprime = (stride: number, length: number): number =>
  length % stride === 0 && stride > 1 ? 1 : stride
