import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { byteOrderMark, csvRecord } from './csv.ts'

/** By a reader that is not ours. */
const read = (text: string): string[][] => parse(text, { bom: true, relaxColumnCount: true })
const words = (field = '') => field.replace(/^'/, '')

test('fields are quoted as RFC 4180 has it, and records end with CRLF', () => {
  expect(csvRecord(['红,蓝', '12" 屏', '两\n行', '普通', ''])).toBe(
    '"红,蓝","12"" 屏","两\n行",普通,\r\n',
  )
  expect(read(byteOrderMark + csvRecord(['订单号', 'a']))).toEqual([['订单号', 'a']])
})

test('a number of ours stays a number, also below zero; what is none is a bug', () => {
  expect(csvRecord([{ number: '-5.00' }, { number: '1280.00' }, { number: '0' }])).toBe(
    '-5.00,1280.00,0\r\n',
  )
  for (const number of ['=1', '+1', '1,280.00', '', '1e3', '5.00\n'])
    expect(() => csvRecord([{ number }]), number).toThrow(TypeError)
})

test.each([
  ...['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '\0=1', '|cmd', '%0A=1'],
  ...['＝1+1', '＋1', '－1', '＠SUM(A1)', '﹦1', '﹢1', '﹣1', '﹫a', '⁺1', '₌1', '−1'],
  ...[' =1', '\u3000=1', '\u200B=1', '\uFEFF=1', '\u202E=1', ' \t ＝1', '\u00A0@a'],
])('%j is no formula any more, and still the same words', (hostile) => {
  const [[field] = []] = read(csvRecord([hostile]))
  expect(field).toBe(`'${hostile}`)
})

test.each(['261124160012345678', '78512345678901', '007', '1.50', '12E5', '.5', '1e400'])(
  'the digits %s stay as they are in a spreadsheet',
  (digits) => {
    expect(csvRecord([digits])).toBe(`'${digits}\r\n`)
  },
)

test.each(['2026-11-24 16:00:05', '12', 'YT1234567890123', '10:50', '红色', 'a=b', '5-7 岁', '.'])(
  '%s stands as it is',
  (plain) => {
    expect(csvRecord([plain])).toBe(`${plain}\r\n`)
  },
)

test('whatever words are written, all of them are read again, and none begins a formula', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom(...'\'"=+-@＝，,;\t\r\n 0123.eE中') }),
  )
  fc.assert(
    fc.property(fc.array(text, { minLength: 2, maxLength: 6 }), (written) => {
      const [record = [], ...others] = read(byteOrderMark + csvRecord(written))
      expect(others).toEqual([])
      expect(record.map(words)).toEqual(written)
      for (const field of record) expect(field).not.toMatch(/^[\s\p{C}]*[=+\-@＝＋－＠]|^[\t\r]/u)
    }),
    { numRuns: 1_000 },
  )
})
