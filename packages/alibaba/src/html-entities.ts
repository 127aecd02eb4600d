/** The named references that occur in Chinese product descriptions; the rest is left as it stands. */
const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  ensp: ' ',
  emsp: ' ',
  thinsp: ' ',
  middot: '·',
  bull: '•',
  hellip: '…',
  mdash: '—',
  ndash: '–',
  ldquo: '“',
  rdquo: '”',
  lsquo: '‘',
  rsquo: '’',
  times: '×',
  divide: '÷',
  deg: '°',
  plusmn: '±',
  yen: '¥',
  copy: '©',
  reg: '®',
  trade: '™',
  le: '≤',
  ge: '≥',
  permil: '‰',
  sup2: '²',
  sup3: '³',
  frac12: '½',
  rarr: '→',
  larr: '←',
}

/** `&lt;`, `&#60;` and `&#x3c;` as the characters they stand for; impossible ones vanish. */
export function decodeEntities(text: string): string {
  return text.replaceAll(
    /&(?:#x([\da-f]{1,6})|#(\d{1,7})|([a-z][a-z\d]{1,9}));?/gi,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return named[name] ?? named[name.toLowerCase()] ?? whole
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
      const isSurrogate = code >= 0xd800 && code <= 0xdfff
      return code === 0 || code > 0x10ffff || isSurrogate ? '' : String.fromCodePoint(code)
    },
  )
}
