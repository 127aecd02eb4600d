import fc from 'fast-check'
import * as preact from 'preact'
import { renderToString } from 'preact-render-to-string'
import { expect, test } from 'vitest'
import { html } from './html.ts'
import { Fragment, h, render, useEffect, useLayoutEffect, useState, type VNode } from './index.ts'

/** A tree as data, for both renderers. */
type Tree = null | boolean | string | readonly Tree[] | Node
interface Node {
  readonly tag: string
  readonly key?: number
  readonly attributes: Readonly<Record<string, string | boolean | undefined>>
  readonly kids: readonly Tree[]
}

const tags = ['div', 'section', 'span', 'svg', 'input', 'Part', 'Fragment']
const word = fc.constantFrom('a', '<"&', '', undefined)
const attributes = fc.record(
  {
    class: word,
    hidden: fc.boolean(),
    'aria-busy': fc.oneof(word, fc.boolean()),
    'data-x': word,
    value: fc.constantFrom('1', '2'),
  },
  { requiredKeys: [] },
)
const { tree } = fc.letrec<{ tree: Tree; node: Tree; list: Tree }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, false, '', '杯 & 子', 'b'),
    tie('list'),
    tie('node'),
  ),
  // Siblings with one key are a mistake that real data makes.
  list: fc.array(
    fc
      .tuple(fc.integer({ min: 0, max: 4 }), tie('node'))
      .map(([key, node]) => ({ ...(node as Node), key })),
    { maxLength: 5 },
  ),
  node: fc.record({
    tag: fc.constantFrom(...tags),
    attributes,
    kids: fc.array(tie('tree'), { maxLength: 4 }),
  }),
}))

type Make<V> = (type: never, props: object, ...kids: never[]) => V

/** Makes a tree in the words of one renderer. */
function made<V>(tree: Tree, make: Make<V>, fragment: unknown, part: unknown): unknown {
  if (tree === null || typeof tree === 'boolean' || typeof tree === 'string') return tree
  if (isList(tree)) return tree.map((each) => made(each, make, fragment, part))
  const { tag, key, attributes, kids } = tree
  const type = tag === 'Fragment' ? fragment : tag === 'Part' ? part : tag
  // Only a field has a value, and preact writes what HTML knows otherwise on a drawing.
  const { value, hidden, ...others } = attributes
  const own = {
    ...others,
    ...(tag === 'input' && value !== undefined && { value }),
    ...(tag !== 'svg' && { hidden }),
  }
  const props = typeof type === 'string' && tag !== 'Fragment' ? { ...own, key } : { key }
  const inside =
    tag === 'input' || tag === 'svg' ? [] : kids.map((kid) => made(kid, make, fragment, part))
  return make(type as never, props, ...(inside as never[]))
}

function isList(tree: readonly Tree[] | Node): tree is readonly Tree[] {
  return Array.isArray(tree)
}

const ours = (tree: Tree) =>
  h(
    'div',
    null,
    made(
      tree,
      h as Make<VNode>,
      Fragment,
      ({ children }: { children: never }) => children,
    ) as VNode,
  )
const theirs = (tree: Tree) =>
  preact.h(
    'div',
    null,
    made(
      tree,
      preact.h as unknown as Make<preact.VNode>,
      preact.Fragment,
      ({ children }: { children: never }) => children,
    ) as preact.VNode,
  )

const place = () => document.createElement('div')
const values = (root: Element) => [...root.querySelectorAll('input')].map((input) => input.value)

test('whatever is drawn after whatever, the page is what preact makes of it', () => {
  fc.assert(
    fc.property(fc.array(tree, { minLength: 1, maxLength: 4 }), (trees) => {
      const [mine, other] = [place(), place()]
      for (const each of trees) {
        render(ours(each), mine)
        preact.render(theirs(each), other)
        expect(shape(mine)).toBe(shape(other))
        expect(values(mine)).toEqual(values(other))
      }
    }),
    { numRuns: 300 },
  )
})

test('as HTML a tree is what preact makes of it, and that HTML comes to life as the same page', () => {
  fc.assert(
    fc.property(tree, tree, (first, second) => {
      const drawn = html(ours(first))
      expect(page(drawn)).toBe(page(renderToString(theirs(first))))
      const [adopting, fresh] = [place(), place()]
      adopting.innerHTML = drawn
      const [box] = adopting.children
      render(ours(first), adopting)
      render(ours(first), fresh)
      expect(shape(adopting)).toBe(shape(fresh))
      expect(adopting.firstElementChild).toBe(box)
      render(ours(second), adopting)
      render(ours(second), fresh)
      expect(shape(adopting)).toBe(shape(fresh))
    }),
    { numRuns: 150 },
  )
})

/** What a parser makes of HTML, so that spelling does not count. */
function page(text: string): string {
  const box = place()
  box.innerHTML = text
  return shape(box)
}

/** A page for comparing: attributes in order; drawn here, a value is a property and not one. */
function shape(node: ParentNode | ChildNode): string {
  if (!(node instanceof Element)) return node.textContent ?? ''
  const names = node.getAttributeNames().filter((name) => name !== 'value')
  const attributes = names.sort().map((name) => ` ${name}="${node.getAttribute(name)}"`)
  return `<${node.localName}${attributes.join('')}>${[...node.childNodes].map(shape).join('')}</>`
}

test('nodes of a list keep their identity by key, wherever they move', () => {
  const keys = fc.uniqueArray(fc.integer({ min: 0, max: 9 }))
  fc.assert(
    fc.property(keys, keys, (before, after) => {
      const root = place()
      const list = (all: number[]) =>
        h(
          'ul',
          null,
          all.map((key) => h('li', { key }, `${key}`)),
        )
      render(list(before), root)
      const known = new Map(
        [...root.querySelectorAll('li')].map((item) => [item.textContent, item]),
      )
      render(list(after), root)
      const items = [...root.querySelectorAll('li')]
      expect(items.map((item) => item.textContent)).toEqual(after.map(String))
      for (const item of items) expect(known.get(item.textContent) ?? item).toBe(item)
    }),
  )
})

test('what a server drew keeps its nodes; what does not belong there goes', () => {
  const root = place()
  root.innerHTML =
    '<noscript>x</noscript><section class="a" lang="en"><b>1</b> <i>2</i></section><hr>'
  const section = root.querySelector('section')
  const italic = root.querySelector('i')
  render(h('section', { class: 'b' }, false, h('b', null, '1'), h('i', null, 'two')), root)
  expect(root.innerHTML).toBe('<section class="b"><b>1</b><i>two</i></section>')
  expect(root.querySelector('section')).toBe(section)
  expect(root.querySelector('i')).toBe(italic)
})

const settled = () => new Promise((done) => setTimeout(done))

test('effects run after what they are about is on the page, inner ones first, and are undone', async () => {
  const said: string[] = []
  const Inner = ({ at }: { at: number }) => {
    useEffect(() => {
      said.push(`inner ${at}`)
      return () => said.push(`undone ${at}`)
    }, [at])
    return h('i', null, `${at}`)
  }
  const Outer = ({ at }: { at: number }) => {
    useLayoutEffect(() => {
      said.push(`early ${root.textContent}`)
    })
    return h('p', null, h(Inner as never, { at }))
  }
  const root = place()
  render(h(Outer as never, { at: 1 }), root)
  expect(said.splice(0)).toEqual(['early 1'])
  await settled()
  expect(said.splice(0)).toEqual(['inner 1'])
  render(h(Outer as never, { at: 1 }), root)
  render(h(Outer as never, { at: 2 }), root)
  await settled()
  expect(said.splice(0)).toEqual(['early 1', 'early 2', 'undone 1', 'inner 2'])
  render(null, root)
  expect(said).toEqual(['undone 2'])
  expect(root.innerHTML).toBe('')
})

test('a component that changes draws itself once, in its place, and only itself', async () => {
  let set: (change: (now: number) => number) => void = () => {}
  let [outer, inner] = [0, 0]
  const Count = () => {
    const [count, change] = useState(0)
    set = change
    inner++
    return count % 2 ? [h('b', { key: 1 }, `${count}`), h('i', { key: 2 })] : null
  }
  const Page = () => {
    outer++
    return [h('hr', null), h(Count as never, null), h('br', null)]
  }
  const root = place()
  render(h(Page as never, null), root)
  set((now) => now + 1)
  set((now) => now + 2)
  await settled()
  expect(root.innerHTML).toBe('<hr><b>3</b><i></i><br>')
  set((now) => now + 1)
  await settled()
  expect(root.innerHTML).toBe('<hr><br>')
  expect([outer, inner]).toEqual([1, 3])
})

test('of a listener that is drawn anew only the latest is called, and none once it is gone', () => {
  const root = place()
  const heard: string[] = []
  const button = (name?: string) => h('button', { onClick: name && (() => heard.push(name)) })
  for (const name of ['a', 'b', undefined]) {
    render(button(name), root)
    root.querySelector('button')?.click()
  }
  expect(heard).toEqual(['a', 'b'])
})

test('what a person typed gives way to what is drawn, and a select shows its value', () => {
  const root = place()
  const form = h(
    'div',
    null,
    h('input', { value: '1' }),
    h(
      'select',
      { value: 'y' },
      ['x', 'y'].map((value) => h('option', { key: value, value }, value)),
    ),
  )
  render(form, root)
  const [field, select] = [root.querySelector('input'), root.querySelector('select')]
  expect(select?.value).toBe('y')
  if (field) field.value = '5'
  render({ ...form, kids: [h('input', { value: '1' }), form.kids[1]] }, root)
  expect(field?.value).toBe('1')
})
