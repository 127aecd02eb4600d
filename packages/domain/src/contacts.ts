/**
 * Takes out of a supplier's words what would lead buyers past the shop: phone numbers, WeChat, QQ and
 * other accounts, addresses of sites and mailboxes, also in full-width or spaced digits. What is
 * taken out leaves `***`.
 */
export function hideContacts(text: string): string {
  let shown = ''
  let at = 0
  for (const { from, to } of findContacts(text)) {
    if (to <= at) continue
    // Two finds that overlap are one.
    if (from >= at) shown += `${text.slice(at, from)}***`
    at = to
  }
  return shown + text.slice(at)
}

/** Where such words stand, in UTF-16 units, the first one first; finds may overlap. */
export function findContacts(text: string): { readonly from: number; readonly to: number }[] {
  const plain = text.replaceAll(/[\u2460-\u2473\uff01-\uff5e]/g, ordinary)
  const found = patterns.flatMap((pattern) =>
    [...plain.matchAll(pattern)].map(({ 0: whole, 1: before = '', index }) => ({
      from: index + before.length,
      to: index + whole.length,
    })),
  )
  return found.sort((a, b) => a.from - b.from)
}

/** Full-width signs and circled numbers as ordinary ones of the same length, so that places keep theirs. */
function ordinary(sign: string): string {
  const plain = sign.normalize('NFKC')
  return plain.length === 1 ? plain : sign
}

/** What people put between the digits of a number. */
const gap = '[ \\t.·•_—–-]{1,3}'
/** The first group of a pattern is what stands before the find and is no part of it. */
const noDigit = '(^|[^\\d])'
const noWord = '(^|[^a-z\\d])'
const account = '[a-z][-\\w]{5,19}'
const sayingSo = '(?: ?(?:号码?|id|同号|[:=]|是|加|为) ?){1,3}'

const patterns = [
  // Mobile numbers: in one go, in the groups that people write, or digit by digit.
  `${noDigit}1[3-9]\\d{9}(?!\\d)`,
  `${noDigit}1[3-9]\\d${gap}\\d{4}${gap}\\d{4}(?!\\d)`,
  `${noDigit}1[3-9]\\d\\d${gap}\\d{3}${gap}\\d{4}(?!\\d)`,
  `${noDigit}1${gap}[3-9](?:${gap}\\d){9}(?!\\d)`,
  // Fixed lines and service numbers.
  `${noDigit}0\\d{2,3}[ -]{1,2}\\d{7,8}(?!\\d)`,
  `${noDigit}[48]00[ -]?\\d{3}[ -]?\\d{4}(?!\\d)`,
  // WeChat: an account after a word for it; only digits or signs tell it from a word where nothing says so.
  `(?:微信|薇信|威信|维信|v信)${sayingSo}(?:${account}|\\d{6,11})`,
  `(?:微信|薇信|威信|维信|v信) ?(?:${account}|\\d{6,11})`,
  `${noWord}(?:weixin|wechat|wx|vx)${sayingSo}(?:${account}|\\d{6,11})`,
  `${noWord}(?:weixin|wechat|wx|vx)[ _-]?(?=[a-z_-]{0,12}\\d)[-\\w]{6,20}`,
  // QQ.
  `${noWord}(?:qq|q号|q群|扣扣|企鹅)(?: ?(?:群|号码?|[:=]|是|加|为) ?){0,3} ?\\d(?:(?:${gap})?\\d){4,11}(?!\\d)`,
  // Accounts elsewhere, where it is said that they are.
  '(?:旺旺|淘宝|抖音|快手|小红书|公众号|拼多多)(?:店铺?|号|id)? ?[:=] ?[^\\s,，。;；]{2,30}',
  // Mailboxes and sites.
  '[\\w.+-]{1,64}@[\\w-]{1,63}(?:\\.[\\w-]{1,63}){1,4}',
  '(?:https?://|www\\.)[^\\s，。；、\\u4e00-\\u9fff]{1,300}',
  `${noWord}(?:[a-z\\d][a-z\\d-]{0,62}\\.){1,4}(?:com|cn|net|org|top|shop|xyz|cc|vip|info|store|site|club|link|ltd|wang|ink)(?![a-z\\d])(?:/[^\\s，。；、\\u4e00-\\u9fff]{0,300})?`,
].map((source) => new RegExp(source, 'gi'))
