/**
 * Answers of which only the name is known: what can be found in them is found by its likely names,
 * everything else stays raw. A recorded answer replaces such a reading by a schema.
 */
export type LooseRow = Readonly<Record<string, unknown>>

const isRow = (value: unknown): value is LooseRow =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const listNames = [
  'result',
  'data',
  'list',
  'resultList',
  'rows',
  'items',
  'offerList',
  'offers',
  'productList',
  'itemSearchResult',
]
const deepest = 4

/** The first list in an answer, looked for where such answers keep it. */
function listIn(answer: unknown, depth = 0): readonly unknown[] {
  if (Array.isArray(answer)) return answer
  if (!isRow(answer) || depth >= deepest) return []
  for (const name of listNames) {
    const found = listIn(answer[name], depth + 1)
    if (found.length > 0) return found
  }
  return []
}

/** The members of a list that are objects. */
export const rowsIn = (answer: unknown): readonly LooseRow[] => listIn(answer).filter(isRow)

/** The first of some members that is text that says something; numbers count as text. */
export function textIn(row: LooseRow, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = row[name]
    if (typeof value === 'number' || (typeof value === 'string' && value.trim() !== '')) {
      return String(value)
    }
  }
  return undefined
}

/** The first of some members that is the digits of an id. */
export function idIn(row: LooseRow, ...names: readonly string[]): string | undefined {
  const found = names.map((name) => textIn(row, name)).find((id) => id && /^\d+$/.test(id))
  return found
}

/** Ids of offers in a list of ids, of texts of ids or of objects that name one. */
export function offerIdsIn(answer: unknown): string[] {
  const ids = listIn(answer).flatMap((each) => {
    if (isRow(each)) return idIn(each, 'offerId', 'itemId', 'productId', 'productID', 'id') ?? []
    const text = String(each)
    return /^\d+$/.test(text) ? text : []
  })
  return [...new Set(ids)]
}

/** The first member of that name at any of the usual depths. */
export function memberIn(answer: unknown, name: string, depth = 0): unknown {
  if (!isRow(answer) || depth >= deepest) return undefined
  if (answer[name] !== undefined && answer[name] !== null) return answer[name]
  return memberIn(answer.result, name, depth + 1) ?? memberIn(answer.data, name, depth + 1)
}
