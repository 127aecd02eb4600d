/**
 * After how many ms of drawing the browser gets a turn, so that a page with many cards hears taps. Each
 * turn costs a slow phone a frame, too: shorter turns would show the last card later.
 */
const enough = 16

/** Many elements come to life at once: they take turns. */
let crowded = false
/** Until when drawing may go on in this task (`performance.now()`). */
let until = 0
let waiting: (() => void)[] = []

/** Runs what brings elements to life, so that those that it brings draw in turns of so many ms. */
export function takingTurns(run: () => void, turn = enough): void {
  crowded = true
  until = performance.now() + turn
  run()
  crowded = false
  if (waiting.length > 0) setTimeout(() => takingTurns(drawWaiting, turn))
}

/**
 * Draws at once or, where this task has drawn enough, in a later one; then `hold` keeps its room. What is
 * `seen` already, because a server drew it or it was painted, always comes later: defining is work enough.
 */
export function inTurn(draw: () => void, hold: () => void, seen?: unknown): void {
  if (crowded && (seen || waiting.length > 0 || performance.now() > until)) {
    waiting.push(draw)
    hold()
  } else draw()
}

/** Draws what still waits; where that takes turns, as much as fits. */
export function drawWaiting(): void {
  const all = waiting
  waiting = []
  for (const draw of all) inTurn(draw, () => {})
}

let over: Promise<void> | undefined

/**
 * Resolves, for all who wait, in the task after the last turn and what follows from it: cards that
 * took turns ask for their listings together, and so with one request.
 */
export function turnsOver(): Promise<void> {
  over =
    over ||
    new Promise((resolve) => {
      const end = () => {
        over = undefined
        resolve()
      }
      // One task more than the last turn: what it drew asks in a task of its own.
      const look = (): unknown => setTimeout(waiting.length > 0 ? look : end)
      look()
    })
  return over
}
