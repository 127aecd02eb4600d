import { expect, test, vi } from 'vitest'
import { h } from '../render/index.ts'
import { flag, text } from './attributes.ts'
import { defineElement } from './element.ts'
import { wholeNumber } from './whole-number.ts'

const attributes = { name: text, count: wholeNumber(3, 1, 9), loud: flag }
const spec = {
  attributes,
  css: 'p{margin:0}',
  View: ({ name, count, loud }: { name: string | undefined; count: number; loud: boolean }) =>
    h('p', null, `${name ?? '-'} ${count}${loud ? '!' : ''}`),
}
defineElement('t-word', spec)

const said = (element: Element) => element.shadowRoot?.querySelector('p')?.textContent
const settled = () => new Promise((done) => setTimeout(done))

test('attributes arrive as what they mean, and a change is drawn once it is made', async () => {
  document.body.innerHTML = '<t-word name=" 杯子 " count="12" loud="false"></t-word>'
  const [element] = document.body.children as unknown as [HTMLElement]
  expect(said(element)).toBe('杯子 3')
  element.setAttribute('count', '5')
  element.toggleAttribute('loud', true)
  element.setAttribute('loud', '')
  await settled()
  expect(said(element)).toBe('杯子 5!')
})

test('a property that was set before the element was defined counts', () => {
  const early = document.createElement('t-late') as HTMLElement & { name?: string }
  early.name = '早到'
  document.body.append(early)
  defineElement('t-late', spec)
  customElements.upgrade(early)
  expect(said(document.querySelector('t-late') as Element)).toBe('早到 3')
  expect(early.getAttribute('name')).toBe('早到')
})

test('moved within the page an element keeps its nodes, taken out it lets go of them', async () => {
  document.body.innerHTML = '<div></div><t-word name="a"></t-word>'
  const element = document.querySelector('t-word') as HTMLElement
  const paragraph = element.shadowRoot?.querySelector('p')
  document.querySelector('div')?.append(element)
  await settled()
  expect(element.shadowRoot?.querySelector('p')).toBe(paragraph)
  element.remove()
  await settled()
  expect(element.shadowRoot?.querySelector('p')).toBeNull()
  document.body.append(element)
  expect(said(element)).toBe('a 3')
})

test('what a server drew stays and comes to life, also where the browser left its template', () => {
  const parsed = document.createElement('div')
  parsed.innerHTML =
    '<t-word name="b"><template shadowrootmode="open"><style>p{margin:0}</style><p>b 3</p></template></t-word>'
  document.body.replaceChildren(parsed)
  const element = document.querySelector('t-word') as HTMLElement
  expect(said(element)).toBe('b 3')
  expect(element.shadowRoot?.querySelectorAll('p')).toHaveLength(1)
  expect(element.querySelector('template')).toBeNull()
})

test('of two copies on a page the older one wins, and says so once', () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
  const first = customElements.get('t-word')
  defineElement('t-word', { ...spec, css: 'p{color:red}' })
  expect(customElements.get('t-word')).toBe(first)
  expect(warn).toHaveBeenCalledTimes(1)
  warn.mockRestore()
})

test('where many come to life at once they take turns, each in its room, and all are drawn', async () => {
  let clock = 0
  const now = vi.spyOn(performance, 'now').mockImplementation(() => clock)
  const slow = () => {
    clock += 10
    return h('p', null, 'drawn')
  }
  document.body.innerHTML = '<t-crowd></t-crowd>'.repeat(5)
  const all = [...document.querySelectorAll('t-crowd')]
  defineElement('t-crowd', { attributes: {}, css: '', View: slow, room: true })
  const drawn = () => all.filter((each) => said(each) === 'drawn').length
  const held = () => all.filter((each) => each.shadowRoot?.querySelector('.room')).length
  expect([drawn(), held()]).toEqual([2, 3])
  await vi.waitFor(() => expect([drawn(), held()]).toEqual([5, 0]))
  now.mockRestore()
})
