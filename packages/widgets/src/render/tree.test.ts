import { expect, test } from 'vitest'
import { Fragment, h, render, useState } from './index.ts'
import { type Tree, trees } from './tree.ts'

/** What a page drew, as trees. */
function read(node: Node): Tree {
  if (!(node instanceof Element)) return node.nodeValue ?? ''
  const attributes = [...node.attributes].map(({ name, value }) => [name, value])
  const kids = [...node.childNodes].map(read)
  return [node.localName, Object.fromEntries(attributes), ...kids]
}

test('a view as trees is node for node what a page draws, also where there is nothing', () => {
  const Counted = ({ from }: { from: number }) => h('b', { hidden: from > 1 }, useState(from)[0])
  const view = h(
    Fragment,
    null,
    h('p', { class: 'a', 'aria-busy': false, onClick: () => {} }, '杯', null, '"<', ['x', []]),
    h(Counted, { from: 2 }),
    false,
    h('img', { alt: '', src: undefined }),
  )
  const place = document.createElement('div')
  render(view, place)
  expect(trees(view)).toEqual([...place.childNodes].map(read))
  expect(trees(view)).toContainEqual(['b', { hidden: '' }, '2'])
})
