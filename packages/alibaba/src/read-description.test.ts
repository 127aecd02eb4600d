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

test.each(attacks)('nothing of %j survives but harmless text', (html) => {
  for (const block of read(`前${html}后`)) {
    if (block.kind === 'text') expect(block.text).not.toMatch(/[<>]|[^\P{C}\n]/u)
    else expect(new URL(block.url).hostname).toBe('cbu01.alicdn.com')
  }
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
      for (const block of read(pieces.join(''))) {
        if (block.kind === 'text') expect(block.text).not.toMatch(/[<>]/)
        else expect(new URL(block.url).hostname).toBe('cbu01.alicdn.com')
      }
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
