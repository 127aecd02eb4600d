/** Who a pasted text names, and what is left of it. */
export interface Contact {
  readonly name?: string
  readonly phone?: string
  /** What is dialled behind the number: other shops hand out numbers that need it. */
  readonly extension?: string
  /** The text without name, phone and labels: what a region reader should look at. */
  readonly rest: string
}

const extensionPattern = /(\d)\s*(?:转|轉|分机号?|ext\.?)\s*[:：]?\s*(\d{1,6})(?!\d)/i
const phonePattern =
  /(?:\+?86[-\s]?)?(1[3-9]\d[-\s]?\d{4}[-\s]?\d{4})(?:-(\d{2,6})(?![\d-]))?(?!\d)/
const nameLabel = /(?:收货人|收件人|姓名|名字|联系人)\s*[:：]\s*([^\s,，;；:：\d]{2,30})/
const labels =
  /(?:收货人|收件人|姓名|名字|联系人|手机号码|手机号|手机|联系电话|联系方式|电话号码|电话|所在地区|地区|省市区|详细地址|收货地址|收件地址|街道地址|地址)\s*[:：]\s*/g
const postCode = /(?:邮政编码|邮编)\s*[:：]?\s*\d{6}/g
const between = /[\s,，;；、|/]+/
/** What people say around an address: 请寄到…, 麻烦发给…, 谢谢. */
const asking = /^(?:麻烦|请|帮忙|帮我)*(?:邮?寄|发货?|送)(?:到|往|给|至)/
const thanks = /^(?:谢谢|多谢|感谢)[你您啦了哦]?[!！~。]*$/
/** 张三收, 张三（收）; but 丰收. */
const forHim = /([^丰])[(（]?收[)）]?$/

/** Stands where the phone stood, so that what is beside it is known. */
const phoneWord = '\u0001'
/** Holds the words of a Latin name together. */
const joiner = '\u2060'

/**
 * Takes name and phone out of a pasted text, in whatever order people paste them:
 * `张三 13800138000 浙江省杭州市…`, `收货人：张三 …`, or the phone in the middle.
 */
export function readContact(pasted: string): Contact {
  const { text, phone, extension } = takePhone(pasted.replaceAll(/[０-９]/g, ordinaryDigit))
  const joined = text.replaceAll(/([A-Za-z.]) (?=[A-Za-z])/g, `$1${joiner}`)
  const labelled = nameLabel.exec(joined)?.[1]
  const words = joined
    .replaceAll(postCode, ' ')
    .replaceAll(labels, ' ')
    .split(between)
    .map((word) => word.replace(asking, '').replace(forHim, '$1'))
    .filter((word) => word !== '' && word !== '收' && !thanks.test(word))
  const name = labelled ?? likeliestName(words)
  const rest = words.filter((word) => word !== name && word !== phoneWord)
  return {
    ...(name && { name: withoutMark(name).replaceAll(joiner, ' ') }),
    ...(phone && { phone }),
    ...(extension && { extension }),
    rest: simplified(rest.join(' ').replaceAll(joiner, ' ')),
  }
}

function takePhone(pasted: string): {
  text: string
  phone: string | undefined
  extension: string | undefined
} {
  const dialled = extensionPattern.exec(pasted)?.[2]
  const text = pasted.replace(extensionPattern, '$1 ')
  const [, phone, dashed] = phonePattern.exec(text) ?? []
  return {
    text: text.replace(phonePattern, ` ${phoneWord} `),
    phone: phone?.replaceAll(/[-\s]/g, ''),
    extension: dialled ?? dashed,
  }
}

const ordinaryDigit = (digit: string): string => digit.normalize('NFKC')

/** 张三[1234]: shops elsewhere write the extension behind the name, too. */
const withoutMark = (word: string): string => word.replace(/[[【(（]\d{2,6}[\]】)）]$/, '')

/** The word that looks most like a name: by its surname, beside the phone, first of all, in no row of places. */
function likeliestName(words: readonly string[]): string | undefined {
  const phoneAt = words.indexOf(phoneWord)
  const names = words.flatMap((word, at) => (isName(withoutMark(word)) ? [{ word, at }] : []))
  let best: { word: string; score: number } | undefined
  for (const { word, at } of names) {
    const isBeside = phoneAt >= 0 && Math.abs(at - phoneAt) === 1
    const isPlace = words.slice(Math.max(0, at - 2), at).some(isProvince)
    const isFirst = at === names[0]?.at
    const score =
      (hasSurname(withoutMark(word)) ? 2 : 0) +
      (isBeside ? 2 : 0) +
      (isFirst ? 1 : 0) -
      (isPlace ? 4 : 0)
    if (!best || score > best.score) best = { word, score }
  }
  return best?.word
}

/** Short, no digits, nothing that names a place. */
function isName(word: string): boolean {
  return (
    /^[\p{Script=Han}·]{2,12}$|^[A-Za-z][A-Za-z\u2060.'-]{1,29}$/u.test(word) &&
    (word.length <= 6 || word.includes('·') || /^[A-Za-z]/.test(word)) &&
    !/[省市区區县縣州盟旗镇鎮乡鄉村路街道巷号號弄栋楼室院苑园里]$/.test(word) &&
    !isProvince(word)
  )
}

const provinces =
  '北京|天津|河北|山西|内蒙古|辽宁|吉林|黑龙江|上海|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|广西|海南|重庆|四川|贵州|云南|西藏|陕西|甘肃|青海|宁夏|新疆|台湾|香港|澳门'
const provincePattern = new RegExp(
  `^(?:${provinces})(?:省|市|自治区|壮族自治区|回族自治区|维吾尔自治区|特别行政区)?$`,
)

const isProvince = (word: string): boolean => provincePattern.test(simplified(word))

const surnames =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤康易乔赖文季柳岑'
const doubleSurname = /^(?:欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|夏侯|端木|司徒|百里)/

function hasSurname(word: string): boolean {
  const plain = simplified(word)
  if (plain.includes('·')) return true
  if (doubleSurname.test(plain)) return plain.length <= 4
  return plain.length <= 3 && surnames.includes(plain.charAt(0))
}

const traditional =
  '縣區鎮鄉號樓棟單東廣蘇陝遼寧龍雲貴內臺灣門濟漢鄭瀋長莊慶濱連無錫錦園陽陰島鹽煙臨萬巖興嶺華學業廈層馬溫紹義麗邊橋張劉陳楊黃趙吳謝許韓馮鄧呂盧鐘譚陸賈鄒顧嚴湯賴'
const simple =
  '县区镇乡号楼栋单东广苏陕辽宁龙云贵内台湾门济汉郑沈长庄庆滨连无锡锦园阳阴岛盐烟临万岩兴岭华学业厦层马温绍义丽边桥张刘陈杨黄赵吴谢许韩冯邓吕卢钟谭陆贾邹顾严汤赖'

/** Places as 1688 writes them: its list of regions knows 广东省, not 廣東省. */
function simplified(text: string): string {
  return text.replaceAll(/\p{Script=Han}/gu, (sign) => {
    const at = traditional.indexOf(sign)
    return at < 0 ? sign : simple.charAt(at)
  })
}
