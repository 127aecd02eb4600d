/** A Markdown table; cells are one line, bars in them are kept. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n')
}

const cell = (text: string) =>
  text
    .replaceAll(/\s*\n\s*/g, ' ')
    .replaceAll('|', '\\|')
    .trim()

export const code = (text: string) => (text === '' ? '' : `\`${text}\``)

/** A page under docs/reference: what it is, where it comes from, its sections. */
export function page(title: string, about: string, sections: readonly string[]): string {
  const origin = `<!-- Printed by \`pnpm reference\`; change the source, not this file. -->`
  return `${[`# ${title}`, origin, about, ...sections].join('\n\n')}\n`
}
