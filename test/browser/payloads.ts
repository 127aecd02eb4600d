import fc from 'fast-check'

/** Texts that run a script, leave the page or break out of markup where a text is taken for code. */
export const payloads = [
  '<script>trap()</script>',
  '</script><script>trap()</script>',
  '<img src=x onerror=trap()>',
  '"><img src=x onerror=trap()>',
  "'><svg onload=trap()>",
  '<svg><script>trap()</script></svg>',
  '<svg><animate onbegin=trap() attributeName=x dur=1s>',
  '<math><mtext><table><mglyph><style><img src=x onerror=trap()>',
  '<iframe srcdoc="<script>parent.trap()</script>"></iframe>',
  '<iframe src="javascript:parent.trap()"></iframe>',
  '<object data="javascript:trap()"></object>',
  '<embed src="javascript:trap()">',
  '<a href="javascript:trap()" autofocus onfocus=trap()>x</a>',
  '<details open ontoggle=trap()>',
  '<input autofocus onfocus=trap()>',
  '<video><source onerror=trap()></video>',
  '<form action="javascript:trap()"><button>x</button></form>',
  '<base href="https://evil.example/">',
  '<meta http-equiv="refresh" content="0;url=javascript:trap()">',
  '<link rel="stylesheet" href="https://evil.example/a.css">',
  '<style>@import "https://evil.example/a.css";</style>',
  '</style><script>trap()</script>',
  '</textarea></title></noscript><script>trap()</script>',
  '<template shadowrootmode="open"><script>trap()</script></template>',
  '</template><script>trap()</script>',
  '<xp-card listing="x" onclick=trap()></xp-card>',
  '<!--><script>trap()</script>-->',
  '<![CDATA[<script>trap()</script>]]>',
  'javascript:trap()',
  '\u0001javascript:trap()',
  'java\tscript:trap()',
  'JaVaScRiPt:trap()',
  'data:text/html,<script>parent.trap()</script>',
  'vbscript:trap()',
  '&lt;script&gt;trap()&lt;/script&gt;',
  '&#x3c;img src=x onerror=trap()&#x3e;',
  '\\u003cscript\\u003etrap()\\u003c/script\\u003e',
  '`$' + '{trap()}`',
  '{{constructor.constructor("trap()")()}}',
  '";trap();"',
  "';trap();'",
  '\u2028trap()\u2029',
  '{"type":"script","props":{"dangerouslySetInnerHTML":{"__html":"<img src=x onerror=trap()>"}}}',
  ']]></svg><script>trap()</script>',
  'url(javascript:trap())',
  'expression(trap())',
]

const tag = fc.constantFrom(
  ...'script img svg math style iframe a b template noscript title textarea select table xmp'.split(
    ' ',
  ),
)
const attribute = fc.constantFrom(
  'onerror=trap()',
  'src=x',
  'onload="trap()"',
  "href='javascript:trap()'",
  'style=a:url(x)',
  'autofocus onfocus=trap()',
  '/',
  '"',
  "'",
)
const piece = fc.oneof(
  fc
    .tuple(tag, fc.array(attribute, { maxLength: 3 }))
    .map(([name, all]) => `<${[name, ...all].join(' ')}>`),
  tag.map((name) => `</${name}>`),
  fc.constantFrom(
    'trap()',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<',
    '>',
    '&lt;',
    '&#60;',
    '\\x3c',
    '文',
  ),
)

/** The same many texts of pieces of markup in every run. */
export function grown(count: number): string[] {
  const text = fc.array(piece, { minLength: 1, maxLength: 8 }).map((pieces) => pieces.join(''))
  return fc.sample(text, { seed: 1688, numRuns: count })
}
