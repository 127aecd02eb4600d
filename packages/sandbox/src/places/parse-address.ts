import { namesOf, pathTo, provinces, type Region } from './regions.ts'

/** What could be read from one pasted text; a part that is not there is absent. */
export interface ParsedAddress {
  readonly region?: Region
  /** Street, house and door, without the regions. */
  readonly address?: string
  readonly fullName?: string
  readonly mobile?: string
  readonly phone?: string
  readonly postCode?: string
}

const LABELS =
  /(?:收货人|收件人|联系人|姓名|名字|手机号码|手机号|手机|联系电话|联系方式|电话号码|电话|固话|所在地区|地区|省市区|收货地址|收件地址|详细地址|街道地址|地址|邮政编码|邮编)\s*[:：]\s*/g
const MOBILE = /(?<!\d)(?:(?:\+|00)?86[- ]?)?(1[3-9]\d)[- ]?(\d{4})[- ]?(\d{4})(?!\d)/
const PHONE = /(?<!\d)(0\d{2,3})[- ]?(\d{7,8})(?:-(\d{1,6}))?(?!\d)/
const POST_CODE = /(?<![\d号栋幢座])(\d{6})(?![\d号室户栋幢座弄])/
const SEPARATORS = /[\s,，;；、|/。]+/
// Holds the words of a Latin name together while the text is cut at spaces.
const JOINER = '\u2060'
const SURNAMES =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文季柳岑'
const NAME =
  /^(?:[\u4e00-\u9fa5]{2,6}|[\u4e00-\u9fa5]+·[\u4e00-\u9fa5·]+|[A-Za-z][A-Za-z\u2060.'-]{1,30})(?:先生|女士|小姐)?$/
const STREET = /[路街道巷弄号楼栋幢座室村镇乡组区园院苑厦店城场站]|\d/

/**
 * Reads province, city, district, street, name and phone out of one text, in any order, with or
 * without separators and labels. The province (and the city) may be missing when the district or
 * city names only one place.
 */
export function parseAddress(text: string): ParsedAddress {
  let rest = text.normalize('NFKC').replace(LABELS, ' ')
  const take = (
    pattern: RegExp,
    join: (groups: readonly string[]) => string,
  ): string | undefined => {
    const found = pattern.exec(rest)
    if (!found) return undefined
    rest = `${rest.slice(0, found.index)} ${rest.slice(found.index + found[0].length)}`
    return join(found.slice(1).filter((group) => group !== undefined))
  }
  const mobile = take(MOBILE, (groups) => groups.join(''))
  const phone = take(PHONE, (groups) => groups.join('-'))
  const postCode = take(POST_CODE, ([code]) => code ?? '')

  const tokens = rest
    .replace(/(?<=[A-Za-z.]) (?=[A-Za-z])/g, JOINER)
    .split(SEPARATORS)
    .filter((token) => token !== '')
  const place = findPlace(tokens)
  const { name, street } = readAround(tokens, place)
  return {
    ...(place && { region: place.region }),
    ...(street !== '' && { address: street.replaceAll(JOINER, ' ') }),
    ...(name && { fullName: name.replaceAll(JOINER, ' ') }),
    ...(mobile && { mobile }),
    ...(phone && { phone }),
    ...(postCode && { postCode }),
  }
}

/** A region found in the joined tokens, `from` its first letter `to` behind its last. */
interface Place {
  readonly region: Region
  readonly from: number
  readonly to: number
  /** How many of province, city, district were written. */
  readonly words: number
}

function findPlace(tokens: readonly string[]): Place | undefined {
  const text = tokens.join('')
  const starts = new Set<number>()
  let at = 0
  for (const token of tokens) {
    starts.add(at)
    at += token.length
  }
  let best: Place | undefined
  for (let from = 0; from < text.length; from++) {
    for (const place of placesAt(text, from)) {
      if (isBetter(place, best, starts)) best = place
    }
  }
  return best
}

function isBetter(place: Place, best: Place | undefined, starts: ReadonlySet<number>): boolean {
  if (!best) return true
  if (place.words !== best.words) return place.words > best.words
  const length = place.to - place.from
  const other = best.to - best.from
  // A place at the start of a word beats one that happens to stand inside a street or a name.
  if (starts.has(place.from) !== starts.has(best.from)) return starts.has(place.from)
  return length > other
}

/** The longest way down the tree from each region that starts at `from`. */
function placesAt(text: string, from: number): Place[] {
  const found: Place[] = []
  for (const province of provinces) {
    for (const name of written(province, text, from)) {
      found.push(deepen(text, province, from, from + name.length, 1))
    }
    for (const city of province.children) {
      for (const name of written(city, text, from)) {
        found.push(deepen(text, city, from, from + name.length, 1))
      }
    }
  }
  if (found.length > 0) return found
  const areas = (areasByName.get(text.slice(from, from + 2)) ?? []).filter((area) =>
    text.startsWith(area.name, from),
  )
  const [only] = areas
  // 鼓楼区 is in four cities; alone it names none of them.
  if (!only || areas.some((area) => area.name === only.name && area !== only)) return []
  return [{ region: only, from, to: from + only.name.length, words: 1 }]
}

function deepen(text: string, region: Region, from: number, to: number, words: number): Place {
  let best: Place = { region, from, to, words }
  const below = [...region.children, ...region.children.flatMap((child) => child.children)]
  for (const child of below) {
    for (const name of written(child, text, to)) {
      const place = deepen(text, child, from, to + name.length, words + 1)
      const farther = place.words > best.words || (place.words === best.words && place.to > best.to)
      if (farther) best = place
    }
  }
  return best
}

/** The names of a region that stand at `at`. A short form must not be the head of a longer word (南山 in 南山路, 朝阳 in 朝阳区). */
function written(region: Region, text: string, at: number): readonly string[] {
  const first = text.slice(at, at + 2)
  return shortNames(region).filter((name) => {
    if (!name.startsWith(first) || !text.startsWith(name, at)) return false
    return (
      name === region.name ||
      !/^(?:[大东西南北中]?[路街道巷]|[区县])/.test(text.slice(at + name.length))
    )
  })
}

const namesByCode = new Map<string, readonly string[]>()
function shortNames(region: Region): readonly string[] {
  const known = namesByCode.get(region.code) ?? namesOf(region)
  namesByCode.set(region.code, known)
  return known
}

const areasByName = new Map<string, Region[]>()
for (const province of provinces) {
  for (const city of province.children) {
    for (const area of city.children) {
      const key = area.name.slice(0, 2)
      areasByName.set(key, [...(areasByName.get(key) ?? []), area])
    }
  }
}

/** Splits what stands before and behind the place into a name and a street. */
function readAround(
  tokens: readonly string[],
  place: Place | undefined,
): { name: string | undefined; street: string } {
  const pieces: string[] = []
  let at = 0
  for (const token of tokens) {
    const end = at + token.length
    if (!place || end <= place.from || at >= place.to) pieces.push(token)
    else {
      pieces.push(token.slice(0, Math.max(0, place.from - at)), token.slice(place.to - at))
    }
    at = end
  }
  const words = pieces.filter((piece) => piece !== '')
  const name = pickName(words)
  const street = words.filter((word) => word !== name).join('')
  if (name) return { name, street }
  return nameAtTheEnd(street)
}

/** 文三路 begins with a surname and is no name. */
const isStreet = (word: string): boolean => /..[路街道巷弄村镇]$/.test(word)

const isSurname = (word: string): boolean => SURNAMES.includes(word.charAt(0))

function pickName(words: readonly string[]): string | undefined {
  const names = words.filter((word) => NAME.test(word) && !isStreet(word))
  return (
    names.find((word) => isSurname(word) && word.length <= 3 && !STREET.test(word)) ??
    names.find((word) => !STREET.test(word)) ??
    names.find((word) => isSurname(word) && word.length <= 3) ??
    (words.length > 1 ? names.find((word) => word.length <= 4) : undefined)
  )
}

/** 科华北路62号王小明: a name glued behind a house number. */
function nameAtTheEnd(street: string): { name: string | undefined; street: string } {
  const glued = new RegExp(
    `^(.*(?:号|室|楼|栋|幢|座|单元|\\d))([${SURNAMES}][\\u4e00-\\u9fa5]{1,2})$`,
  )
  const found = glued.exec(street)
  if (!found) return { name: undefined, street }
  return { name: found[2], street: found[1] ?? street }
}

/** `addressCodeText`: 四川省 成都市 武侯区. */
export const regionText = (region: Region): string =>
  pathTo(region.code)
    .map((each) => each.name)
    .join(' ')
