import type { mistyped as source } from '../zh-cn/mistyped.ts'

export const mistyped: typeof source = {
  like: (name, value, example) => `${name} ${value} cannot be used; write it like ${example}`,
  unreadable: (path, why) => `Cannot read the file ${path}: ${why}`,
  notJson: (path) =>
    `${path} is no JSON: look at its quotes (straight ones), commas and brackets, and save it as UTF-8`,
  accountField: (path, field) => `${field} in ${path} is missing or does not fit`,
  goesWith: (option, others) => `${option} goes with ${others} only`,
  extra: (word) =>
    `“${word}” is one word too many, and nothing was done. --help says how to write it; words with spaces go in quotes`,
  twice: (option) => `${option} was typed twice: write it once. Nothing was done`,
  unheard:
    'No answer was heard: it may have been done, or not. Look before you do it again: xiaopu orders <ord_…>, xiaopu after-sales, xiaopu listings',
  unheardKept:
    'No answer was heard: it may have been done, or not. Run the very same command again to know: within a day it counts as the same, and is not done twice',
  outputLost: (why) =>
    `The output was not written to its end (${why}). What was asked may have been done: look before you do it again`,
  several: (count) => `${count} were refused:`,
  noPage: (page, pages) => `There is no page ${page}: there are ${pages}`,
  noOffers: (words) =>
    `No offer was found for “${words}”. Try other words, or paste the address of a 1688 product page`,
  slug: (slug) => `${slug} cannot be a slug: only small letters, digits and -, 40 at most`,
  slugTaken: (slug) =>
    `A shop has the slug ${slug} already. Choose another one, or add --new-key for a new secret key of it`,
  failures: {
    ORDER_NOT_FOUND:
      'Your shop has no such order. xiaopu orders lists them; the 18 digits that buyers see will do, too',
    LISTING_NOT_FOUND:
      'Your shop has no such listing, or it was never published. xiaopu listings lists them, xiaopu publish puts them on sale',
    ADDRESS_UNREADABLE:
      'No address was recognised. Paste it as name, phone, region and street, all of it in quotes',
    ADDRESS_FIXED:
      'The goods are being prepared, or the address was changed once already. What has not been shipped can be refunded and ordered again, or ask the supplier',
    KEY_UNKNOWN:
      'The key is unknown or revoked. XIAOPU_KEY takes one that begins with xsk_ or xrk_, all of it; where it is lost, xiaopu open <slug> --new-key on the gateway’s machine makes another one',
    PLATFORM_AUTH:
      'The authorisation at 1688 is no longer valid. Grant it anew, then decide or try again; xiaopu doctor says how',
    PLATFORM_PERMISSION:
      'Your 1688 app may not make this call. Apply for it in the console; xiaopu doctor says for which',
    PLATFORM_REFUSED:
      '1688 did not accept this. Try once more, take another supplier, or give the money back',
    PLATFORM_SCHEMA:
      'The answer of 1688 made no sense, so nothing was bought. It is kept under evidence in XIAOPU_DATA',
    BAD_TRANSITION:
      'It cannot be done now: it is in the state after from= already, perhaps because it was done before. xiaopu orders <ord_…> or xiaopu after-sales show how it stands',
    BAD_REQUEST: 'Something does not fit, and nothing was done: field= says what, reason= why',
    NOT_FOUND: 'Nothing was found: its number may be typed wrong',
  },
}
