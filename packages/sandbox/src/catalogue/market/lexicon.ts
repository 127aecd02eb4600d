import { tops } from './kinds/index.ts'
import { valueTexts, variants } from './variants.ts'
import { tradeWords, words } from './words.ts'

/** Every Chinese word of the market with its English, from the same tables that titles are made of. */
function lexicon(): ReadonlyMap<string, string> {
  const known = new Map<string, string>()
  const add = (zh: string, en: string): void => {
    if (zh && !known.has(zh)) known.set(zh, en)
  }
  const addAll = (text: string): void => {
    for (const { zh, en } of words(text)) add(zh, en)
  }
  for (const top of tops) {
    add(top.name, top.en)
    addAll(top.words)
    for (const branch of top.branches) {
      add(branch.name, branch.en)
      for (const kind of branch.kinds) {
        add(kind.name, kind.en)
        addAll(kind.words)
      }
    }
  }
  addAll(tradeWords)
  for (const text of valueTexts) addAll(text)
  for (const { name, en } of Object.values(variants)) add(name, en)
  return known
}

const english = lexicon()
const longest = Math.max(...[...english.keys()].map((word) => word.length))
const chinese = new Map([...english].map(([zh, en]) => [en.toLowerCase(), zh]))

/**
 * A title in English, word by word: the longest known word first, what is unknown stands as it is.
 * Other languages get the same English [sbx]: this world has no other dictionary.
 */
export function translated(text: string): string {
  const parts: string[] = []
  let rest = ''
  const flush = (): void => {
    if (rest.trim()) parts.push(rest.trim())
    rest = ''
  }
  for (let at = 0; at < text.length; ) {
    const word = wordAt(text, at)
    if (word === undefined) rest += text[at++]
    else {
      flush()
      parts.push(english.get(word) ?? word)
      at += word.length
    }
  }
  flush()
  return parts.join(' ')
}

function wordAt(text: string, at: number): string | undefined {
  for (let length = Math.min(longest, text.length - at); length > 0; length--) {
    const word = text.slice(at, at + length)
    if (english.has(word)) return word
  }
  return undefined
}

/** Keywords as a Chinese title would say them: known English words and phrases, the rest as it is. */
export function inChinese(keywords: string): string {
  const parts = keywords.toLowerCase().split(/\s+/).filter(Boolean)
  const said: string[] = []
  for (let at = 0; at < parts.length; ) {
    const taken = [4, 3, 2, 1].find((count) => chinese.has(parts.slice(at, at + count).join(' ')))
    const phrase = parts.slice(at, at + (taken ?? 1)).join(' ')
    said.push(chinese.get(phrase) ?? phrase)
    at += taken ?? 1
  }
  return said.join(' ')
}
