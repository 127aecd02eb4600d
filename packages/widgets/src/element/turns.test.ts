import { expect, test } from 'vitest'
import { inTurn, takingTurns, turnsOver } from './turns.ts'

/** Drawing that takes a whole turn, whatever the machine. */
function drawLong(): void {
  const until = performance.now() + 17
  while (performance.now() < until);
}

test('what draws in turns asks together, in one round', async () => {
  const rounds: number[][] = []
  let round: number[] | undefined
  const ask = async (element: number) => {
    await turnsOver()
    if (!round) {
      round = []
      rounds.push(round)
      void Promise.resolve().then(() => {
        round = undefined
      })
    }
    round.push(element)
  }
  takingTurns(() => {
    for (const element of [1, 2, 3, 4]) {
      const draw = () => {
        drawLong()
        setTimeout(() => void ask(element))
      }
      inTurn(draw, () => {})
    }
  })
  await expect.poll(() => rounds.flat()).toHaveLength(4)
  expect(rounds).toEqual([[1, 2, 3, 4]])
})

test('what is seen already is drawn in a later task than the one that defines it', async () => {
  const drawn: string[] = []
  takingTurns(() => {
    inTurn(
      () => drawn.push('new'),
      () => {},
    )
    inTurn(
      () => drawn.push('seen'),
      () => {},
      true,
    )
    expect(drawn).toEqual(['new'])
  })
  expect(drawn).toEqual(['new'])
  await expect.poll(() => drawn).toEqual(['new', 'seen'])
})
