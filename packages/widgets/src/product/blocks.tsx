import type { Block } from '@xiaopu/domain'

/**
 * A part of a product's page: a supplier's words and pictures, as elements. Kinds that are newer than
 * this code are left out.
 */
export function Blocks(props: { readonly title: string; readonly blocks: readonly Block[] }) {
  const { title, blocks } = props
  if (blocks.length === 0) return null
  return (
    <section class="part">
      <h3>{title}</h3>
      {blocks.map(draw)}
    </section>
  )
}

/** Blocks never change places, so they need no keys. */
function draw(block: Block) {
  switch (block.kind) {
    case 'text':
      return <p>{block.text}</p>
    case 'heading':
      return <h4>{block.text}</h4>
    case 'list':
      return <ul>{block.items.map(item)}</ul>
    case 'table':
      return (
        <table>
          <tbody>{block.rows.map(row)}</tbody>
        </table>
      )
    case 'image':
      return <img src={block.url} alt="" loading="lazy" decoding="async" />
  }
}

const item = (text: string) => <li>{text}</li>
const row = (cells: readonly string[]) => <tr>{cells.map(cell)}</tr>
const cell = (text: string) => <td>{text}</td>
