import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { commands } from 'xiaopu/commands'
import { readArguments } from '../../packages/xiaopu/src/arguments.ts'
import { atMost } from '../../packages/xiaopu/src/command.ts'
import { documents } from './documents.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** What is typed behind `xiaopu`, in blocks and within sentences. */
function shownIn(text: string): string[] {
  const blocks = [...text.matchAll(/^```sh.*\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block)
  const inline = [...text.matchAll(/`([^`\n]+)`/g)].map(([, line = '']) => line)
  return [...blocks, ...inline].flatMap((shown) => {
    const lines = shown.matchAll(/^(?:\S+=\S+ )*(?:npx -y \S+ (?:-s )?)?xiaopu ([a-z].*)$/gm)
    return [...lines].map(([, typed = '']) => typed.replace(/ > .*$/, ''))
  })
}

const words = (line: string): string[] =>
  [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, one, two, bare]) => one ?? two ?? bare ?? '',
  )

test('every command that a guide shows can be typed: its name, its options, no word too many', () => {
  const guides = documents(root).filter(({ path }) => !/^docs\/(decisions|reference)\//.test(path))
  const shown = guides.flatMap(({ path }) => shownIn(readFileSync(join(root, path), 'utf8')))
  expect(shown.length).toBeGreaterThan(200)
  for (const line of shown) {
    const [name, ...rest] = words(line)
    const command = commands.find((each) => each.name === name)
    if (name === 'help') continue
    if (!command) throw new Error(`no command: ${line}`)
    const last = rest.at(-1)
    // Where a text names an option alone, what would follow it is left out.
    const isNamedAlone = command.options.some((each) => each.value && last === `--${each.name}`)
    const typed = isNamedAlone ? [...rest, 'x'] : rest
    expect(() => readArguments(typed, command.options, atMost(command)), line).not.toThrow()
  }
})
