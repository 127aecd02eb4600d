import { eventually } from '../shop.ts'
import type { Mounted, Shown } from './stage.ts'

/** What a buyer sees of a component and does with it, whoever plays the app. */
export interface Hand {
  /** All words that stand there. */
  words(): string
  /** Waits until the words are there. */
  sees(words: string | RegExp): Promise<void>
  /** Taps the first button that says so, else what else hears it; it must be there, and not be waiting. */
  tap(words: string | RegExp): Promise<void>
  /** Types into the form's field of this name, or turns its wheel to an entry; `pieces oln_…` is the one of a line. */
  type(field: string, text: string): Promise<void>
}

/** A buyer before a component on our own stage. */
export function handOn(mounted: Mounted): Hand {
  const hand: Hand = {
    words: () => wordsOf(mounted.shown()),
    async sees(words) {
      await eventually(async () => matches(hand.words(), words)).catch(() => {
        throw new Error(`${words} is not there: ${hand.words()}`)
      })
    },
    async tap(words) {
      const found = await eventually(async () =>
        all(mounted.shown())
          .sort((one, other) => Number(isButton(other)) - Number(isButton(one)))
          .find((each) => canBeTapped(each) && matches(wordsOf(each), words)),
      ).catch(() => {
        throw new Error(`nothing to tap says ${words}: ${hand.words()}`)
      })
      if (found.attributes.disabled === true) throw new Error(`${words} waits`)
      if (!found.fire('tap')) throw new Error(`nobody hears a tap on ${words}`)
    },
    async type(field, value) {
      const found = await eventually(async () =>
        all(mounted.shown()).find(({ attributes }) => fieldOf(attributes) === field),
      )
      if (!found.fire('input', { value }) && !found.fire('change', { value }))
        throw new Error(`nobody hears what is typed: ${field}`)
    },
  }
  return hand
}

function fieldOf(attributes: Shown['attributes']): string {
  const { 'data-field': name, 'data-line': line } = attributes
  return line === undefined ? String(name) : `${name} ${line}`
}

const isButton = ({ tag }: Shown) => tag === 'button'
const canBeTapped = (shown: Shown) => isButton(shown) || shown.hears.includes('tap')

export function matches(text: string, words: string | RegExp): boolean {
  return typeof words === 'string' ? text.includes(words) : words.test(text)
}

function all(shown: Shown): Shown[] {
  const inner = shown.children.flatMap((each) => (typeof each === 'string' ? [] : all(each)))
  return [shown, ...inner]
}

function wordsOf(shown: Shown): string {
  return shown.children
    .map((each) => (typeof each === 'string' ? each : wordsOf(each)))
    .join(' ')
    .trim()
}
