import type { chineseCalls } from './chinese-calls.ts'
import type { PageTexts } from './texts.ts'

export const englishCalls: Pick<PageTexts, keyof typeof chineseCalls> = {
  signature: 'Signature',
  signatureWrong: 'Wrong signature',
  signedText: 'What the caller signed',
  signedNear: 'Signed, around the first difference',
  expectedNear: 'To be signed, at the same place',
  sameText: 'The text is right to the letter: the secret or the notation is wrong.',
  differs: (at) => `They differ from character ${at} on, marked below.`,
  unexplained:
    'None of the known mistakes. Most likely the secret is wrong, or parameters changed after signing. Paste the text that you signed below.',
  cut: 'Too long: only the beginning was kept, so nothing can be told.',
  and: '; ',
  mistakes: {
    'percent-encoded': 'Values were percent-encoded before signing; sign them raw',
    'plus-as-space': 'A plus in a value was not sent as %2B and became a space on the way',
    'sorted-by-name': 'Sorted by name; join name and value first, then sort',
    'not-sorted': 'The parameters were not sorted',
    'sorted-without-case': 'Sorted without regard to case; sort by character codes',
    'no-path': 'The path param2/… is missing at the beginning',
    'leading-slash': 'The path begins with a slash',
    'openapi-in-path': 'The path holds openapi/; it begins at param2',
    'whole-address': 'The whole address was signed; begin at param2',
    separators: 'Names and values were joined by = or &; nothing goes between them',
    'empty-left-out': 'Empty parameters were sent but not signed',
    'secret-with-blank': 'The secret ends in a blank or line break',
    'secret-at-both-ends':
      'Signed as for Taobao (a hash with the secret at both ends); here it is HMAC-SHA1',
    'not-utf-8': 'The bytes were not UTF-8',
  },
  namedMistakes: {
    'parameter-left-out': (names) => `Sent but not signed: ${names}`,
    'other-app': (key) => `Signed with the secret of another app, ${key}`,
  },
  notations: {
    'lower-case':
      'the signature is in lower-case hex (compared without case here, documented in upper case)',
    base64: 'The signature is in Base64; write it in upper-case hex',
    md5: 'MD5 was used; it is HMAC-SHA1',
    sha256: 'SHA-256 was used; it is HMAC-SHA1',
  },
  pasteMine: 'Paste the text that you signed, to compare',
  compare: 'Compare',
  mineRight: 'The text is right.',
  mineWrong: 'The text is wrong.',
  mineSigned: 'The signature that came was made from it.',
  mineUnsigned:
    'The signature that came was not made from it with the secret of this app: the secret is wrong, or this is not the text that was signed.',
  outcome: 'Outcome',
  outcomes: {
    fine: 'Done',
    refused: 'Refused by the API',
    'turned-away': 'Turned away',
    signature: 'Wrong signature',
    fault: 'Fault',
  },
  apiName: 'API',
  all: 'All',
  callText: 'Text of parameters, answer or request_id',
  allCalls: '← All calls',
}
