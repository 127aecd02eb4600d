import type { Block } from '@xiaopu/domain'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pictureHost, reachedAt } from './picture-url.ts'
import { readDescription } from './read-description.ts'

const read = (html: string) => readDescription(html)

test('paragraphs become text and pictures stay in their place', () => {
  const html = `<div><p>纯棉&nbsp;T恤</p><p>尺寸 &lt;5cm</p>
    <img src="//cbu01.alicdn.com/img/ibank/a.jpg" alt="a>b"><br/>
    <img src='img/ibank/b.jpg'>洗涤<b>说明</b></div>`
  expect(read(html)).toEqual([
    { kind: 'text', text: '纯棉 T恤\n尺寸 ＜5cm' },
    { kind: 'image', url: 'https://cbu01.alicdn.com/img/ibank/a.jpg' },
    { kind: 'image', url: 'https://cbu01.alicdn.com/img/ibank/b.jpg' },
    { kind: 'text', text: '洗涤说明' },
  ])
})

test('a lazily loaded picture is found by its data attribute', () => {
  const html =
    '<img src="https://cbu01.alicdn.com/lazyload.png" data-lazyload-src="img/ibank/c.jpg">'
  expect(read(html)).toEqual([{ kind: 'image', url: `${pictureHost}img/ibank/c.jpg` }])
})

test('headings, lists and tables keep their shape, also where nobody wrote their ends', () => {
  const html = `<h2>产品<span>参数</span></h2>
    <table><tbody><tr><th>尺码<th>胸围<tr><td>M<td><b>96</b>cm<tr><td> <td></table>
    <ul><li>一<li><p>二</p><p>三</p></ul>完`
  expect(read(html)).toEqual([
    { kind: 'heading', text: '产品参数' },
    {
      kind: 'table',
      rows: [
        ['尺码', '胸围'],
        ['M', '96cm'],
      ],
    },
    { kind: 'list', items: ['一', '二 三'] },
    { kind: 'text', text: '完' },
  ])
})

test('a table or list that only arranges pictures is taken apart', () => {
  const html = `<table><tr><td>正面<td><img src="img/a.jpg"></tr><tr><td><ul><li><img src="img/b.jpg"></ul></table>`
  expect(read(html)).toEqual([
    { kind: 'text', text: '正面' },
    { kind: 'image', url: `${pictureHost}img/a.jpg` },
    { kind: 'image', url: `${pictureHost}img/b.jpg` },
  ])
})

test('unknown elements vanish and their words stay', () => {
  expect(read('<x-a onclick=b><marquee>纯<font color=red>棉</font></marquee></x-a>')).toEqual([
    { kind: 'text', text: '纯棉' },
  ])
})

test('a stray end does not tear a table', () => {
  expect(read('<div><table><tr><td>a</div></p><td>b<tr><td>c<td>d</table></div>')).toEqual([
    {
      kind: 'table',
      rows: [
        ['a', 'b'],
        ['c', 'd'],
      ],
    },
  ])
})

test('ways to reach the supplier past the shop are taken out wherever they stand', () => {
  const html = `<h3>厂家直销 微信：toy_888</h3><p>电话１３８ １２３４ ５６７８</p>
    <ul><li>QQ 12345678<li>现货</ul><table><tr><td>网址<td>www.toys.com<tr><td>a<td>b</table>`
  const shown = JSON.stringify(read(html))
  expect(shown).not.toMatch(/toy_888|５６７８|12345678|toys/)
  expect(shown.match(/\*\*\*/g)).toHaveLength(4)
})

test('a description is 64 kB at most, and a character is never cut in two', () => {
  const blocks = read(
    `<h1>题</h1>${`<p>${'字😀'.repeat(4_000)}</p><img src="img/a.jpg">`.repeat(30)}`,
  )
  expect(JSON.stringify(blocks).length).toBeLessThan(64 * 1024)
  expect(JSON.stringify(blocks)).not.toMatch(/\\ud8|\\udc/i)
  expect(blocks.length).toBeGreaterThan(3)
})

test('what lies deeper than 64 elements joins what is around it', () => {
  expect(read(`${'<div>'.repeat(5_000)}深<h1>处`)).toEqual([{ kind: 'text', text: '深\n处' }])
})

const attacks = [
  '<script>alert(1)</script>',
  '<SCRIPT SRC=//evil.example/x.js></SCRIPT>',
  '<script>alert(1)',
  '<scr<script>ipt>alert(1)</scr</script>ipt>',
  '<img src=x onerror=alert(1)>',
  '<img src="javascript:alert(1)">',
  '<img src="data:text/html,<script>alert(1)</script>">',
  '<img src="https://evil.example/a.jpg">',
  '<img src="https://cbu01.alicdn.com.evil.example/a.jpg">',
  '<img src="https://cbu01.alicdn.com@evil.example/a.jpg">',
  '<img src="//evil.example/a.jpg">',
  '<img src="/\\evil.example/a.jpg">',
  '<img src="\\\\evil.example\\a.jpg">',
  '<img src="\thttps://evil.example/a.jpg">',
  '<svg onload=alert(1)><script>alert(1)</script></svg>',
  '<svg><style><img src="img/a.jpg" onerror=alert(1)></style></svg>',
  '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<a href="javascript:alert(1)">点我</a>',
  '<div style="background:url(javascript:alert(1))">x</div>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<xmp><img src="img/a.jpg"></xmp>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&amp;lt;img src=x onerror=alert(1)&amp;gt;',
  '&amp;amp;lt;b&amp;amp;gt;',
  '&#60;script&#62;alert(1)&#60;/script&#62;',
  '&#x3c;svg/onload=alert(1)&#x3e;',
  '<!--<img src="img/a.jpg">--><b>x',
  '<!--><script>alert(1)</script>-->',
  '<![CDATA[<script>alert(1)</script>]]>',
  '<?xml version="1.0"?><b>x</b>',
  '<<img src="img/a.jpg"',
  '<img src="img/a.jpg" alt="',
  '<b\u0000>x</b\u0000>',
  '<textarea><script>alert(1)</script></textarea>',
  '\u202egnp.exe<b>',
  '<',
  '</',
  '<>',
]

function expectHarmless(block: Block): void {
  if (block.kind === 'image') expect(new URL(block.url).hostname).toBe('cbu01.alicdn.com')
  else for (const text of words(block)) expect(text).not.toMatch(/[<>]|[^\P{C}\n]/u)
}

function words(block: Exclude<Block, { kind: 'image' }>): readonly string[] {
  if (block.kind === 'list') return block.items
  return block.kind === 'table' ? block.rows.flat() : [block.text]
}

test.each(attacks)('nothing of %j survives but harmless text', (html) => {
  for (const block of read(`前${html}后`)) expectHarmless(block)
  const shown = JSON.stringify(read(html))
  expect(shown).not.toMatch(/evil|javascript:|data:|onerror=alert.*image/)
})

test('scripts and styles leave no words behind', () => {
  expect(read('<style>.a{color:red}</style><script>var a = 1</script>好')).toEqual([
    { kind: 'text', text: '好' },
  ])
})

test('whatever the input, no block holds markup', () => {
  const piece = fc.constantFrom(...attacks, '<', '>', '"', "'", '&lt;', '&', '=', ' ', 'img', 'src')
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 12 }), (pieces) => {
      for (const block of read(pieces.join(''))) expectHarmless(block)
    }),
  )
})

test.each([
  '<'.repeat(200_000),
  '<a '.repeat(100_000),
  '<!--'.repeat(100_000),
  '<img src="'.repeat(50_000),
  '<script>'.repeat(50_000),
  '&'.repeat(200_000),
  "<a x='".repeat(50_000),
  '<b a=1>'.repeat(30_000) + '<p>x'.repeat(30_000),
  '<ul><li>'.repeat(30_000),
  '<table><tr><td>'.repeat(15_000),
  '<svg>'.repeat(50_000),
  '</p>'.repeat(50_000),
])('a hostile text of 200 kB is read in no time (%#)', (html) => {
  const begun = performance.now()
  expect(readDescription(html).length).toBeLessThanOrEqual(300)
  expect(performance.now() - begun).toBeLessThan(2_000)
})

test('pictures of overseas and older answers are found on the one picture host', () => {
  const html =
    '<img src="https://cbu01-overseas.1688.com/img/ibank/a.jpg"><img src="img/ibank/b.jpg">'
  expect(read(html)).toEqual([
    { kind: 'image', url: 'https://cbu01.alicdn.com/img/ibank/a.jpg' },
    { kind: 'image', url: 'https://cbu01.alicdn.com/img/ibank/b.jpg' },
  ])
  expect(reachedAt('https://cbu01.alicdn.com/img/a.jpg', 'http://127.0.0.1:8689')).toBe(
    'http://127.0.0.1:8689/img/a.jpg',
  )
  expect(reachedAt('https://img.alicdn.com/a.jpg', 'http://x')).toBe('https://img.alicdn.com/a.jpg')
})
