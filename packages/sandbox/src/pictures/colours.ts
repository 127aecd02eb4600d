import { hash } from '../catalogue/chance.ts'
import { mix, type Rgb } from './sheet.ts'

/** Colour words of SKU values, longest first where one is part of another. */
const words: readonly (readonly [words: string, rgb: Rgb])[] = [
  ['雾霾蓝 雾蓝 蓝底', [122, 150, 178]],
  ['海军蓝 藏青 藏蓝 深海蓝 曜石蓝', [44, 62, 102]],
  ['深蓝 宝蓝', [42, 84, 158]],
  ['天蓝 浅蓝 奶蓝 青海波', [134, 184, 222]],
  ['湖蓝', [64, 152, 184]],
  ['薄荷 绿云', [142, 205, 180]],
  ['墨绿 森绿 军绿 恐龙绿', [60, 96, 78]],
  ['豆绿 鼠尾草 灰绿 抹茶 牛油果绿 豆青', [150, 172, 130]],
  ['荧光绿 荧光', [176, 222, 60]],
  ['远山绿 浅绿', [140, 184, 150]],
  ['玫瑰金', [214, 158, 140]],
  ['樱花粉 樱粉 浅粉 淡粉 蜜桃 樱桃粉', [243, 180, 194]],
  ['藕粉 灰粉 雾粉 烟粉 豆沙 猫爪粉', [214, 160, 160]],
  ['玫红 樱桃红', [206, 62, 98]],
  ['酒红 黑红', [126, 38, 56]],
  ['红格 红', [208, 64, 60]],
  ['雾紫 浅紫 香芋紫 紫芋 透紫', [178, 160, 206]],
  ['深紫 星空紫', [96, 72, 138]],
  ['紫', [142, 108, 184]],
  ['奶咖 奶茶 咖啡 胡桃木 深棕 复古棕 棕', [156, 116, 88]],
  ['驼色 卡其 原藤 原麻 牛皮', [198, 162, 114]],
  ['燕麦 杏底 米杏 米黄', [226, 206, 176]],
  ['香槟 琥珀', [216, 178, 120]],
  ['金', [222, 182, 92]],
  ['银', [190, 198, 206]],
  ['奶油黄 奶油 姜黄 小黄鸭 彩窗', [240, 204, 104]],
  ['落日橙 胡萝卜橙 橙', [238, 140, 74]],
  ['黄', [244, 206, 80]],
  ['深空灰 深灰 枪灰 烟灰', [92, 98, 106]],
  ['浅灰 雾灰 灰', [158, 166, 172]],
  ['曜石黑 夜黑 透肤黑 透黑 黑', [56, 58, 64]],
  ['肤色', [230, 190, 162]],
  ['透明 冰川', [188, 214, 224]],
  ['奶白 米白 云朵白 云雾白 珍珠白 月光白 本白 雾白 云白 白', [246, 244, 238]],
  ['粉', [242, 166, 184]],
  ['绿', [98, 170, 116]],
  ['蓝', [84, 138, 204]],
  ['莫兰迪 马卡龙', [196, 178, 190]],
]

/** Colours of things whose values name none. */
const pleasing: readonly Rgb[] = [
  [232, 132, 104],
  [104, 158, 188],
  [126, 174, 142],
  [226, 182, 92],
  [176, 140, 190],
  [216, 138, 152],
  [108, 132, 170],
  [188, 152, 116],
]

/** The colour that a word names, or one of the pleasing ones, the same for the same word. */
export function colourOf(word: string): Rgb {
  const known = words.find(([list]) => list.split(' ').some((each) => word.includes(each)))
  return known?.[1] ?? pleasing[hash(word) % pleasing.length] ?? [120, 120, 120]
}

/** What a picture is painted with. */
export interface Palette {
  readonly main: Rgb
  readonly light: Rgb
  readonly shade: Rgb
  readonly accent: Rgb
  readonly above: Rgb
  readonly below: Rgb
}

const white: Rgb = [255, 255, 255]
const ink: Rgb = [48, 54, 64]

/**
 * A palette around the thing's own colour, with a ground of the category's tint that it stands out
 * from: pale things get a deeper ground.
 */
export function paletteFor(main: Rgb, category: string): Palette {
  const tint = pleasing[hash(category) % pleasing.length] ?? main
  const isPale = luminance(main) > 0.78
  const isNear = distance(main, tint) < 70
  const ground = isNear ? mix(tint, [150, 170, 190], 0.7) : tint
  const accent = distance(main, ground) < 110 ? mix(ink, main, 0.25) : mix(ground, ink, 0.12)
  return {
    main,
    light: mix(main, white, isPale ? 0.7 : 0.32),
    shade: mix(main, isPale ? ground : ink, isPale ? 0.3 : 0.26),
    accent,
    above: mix(ground, white, isPale ? 0.42 : 0.82),
    below: mix(ground, white, isPale ? 0.2 : 0.62),
  }
}

function luminance([red, green, blue]: Rgb): number {
  return (0.299 * red + 0.587 * green + 0.114 * blue) / 255
}

function distance(one: Rgb, other: Rgb): number {
  return Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2])
}
