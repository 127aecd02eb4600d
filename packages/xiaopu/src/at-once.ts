/** Does the same to each, a few at a time; answers in the order of the items. */
export async function forEachAtOnce<Item, Answer>(
  items: readonly Item[],
  most: number,
  work: (item: Item) => Promise<Answer>,
): Promise<Answer[]> {
  const answers: Answer[] = new Array(items.length)
  let next = 0
  const worker = async () => {
    for (let at = next++; at < items.length; at = next++) {
      answers[at] = await work(items[at] as Item)
    }
  }
  await Promise.all(Array.from({ length: most }, worker))
  return answers
}
