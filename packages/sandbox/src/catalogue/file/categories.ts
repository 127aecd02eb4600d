import { hash } from '../chance.ts'
import type { Parcel } from '../freight.ts'

/** What the rules assume of a category whose entries say little. */
export interface Habit {
  readonly categoryId: number
  readonly categoryName: string
  /** Sets of SKU properties; one is rolled. The empty set: no SKU. */
  readonly choices: readonly (readonly string[])[]
  /** Least and most grams of one piece. */
  readonly grams: readonly [number, number]
  readonly parcel: Parcel
  /** Where such suppliers sit: province, city. */
  readonly places: readonly (readonly [string, string])[]
  /** The trade in a firm's name. */
  readonly trade: string
  readonly attributes: readonly string[]
}

const colours = '颜色=黑色/白色/灰色/卡其/藏青/酒红'
const clothes: Habit = {
  categoryId: 122704004,
  categoryName: '运动服饰',
  choices: [
    ['颜色=黑色/白色/浅灰/雾蓝', '尺码=S/M/L/XL'],
    ['颜色=黑色/藏青/卡其', '尺码=M/L/XL/2XL/3XL'],
    ['颜色=黑色/粉色/紫色/墨绿/白色', '尺码=S/M/L'],
  ],
  grams: [180, 720],
  parcel: 'plain',
  places: [
    ['福建', '泉州市'],
    ['广东', '广州市'],
    ['浙江', '金华市'],
    ['江西', '南昌市'],
  ],
  trade: '服饰',
  attributes: ['面料=聚酯纤维', '季节=四季', '功能=透气', '适用=运动休闲'],
}

const habits: Readonly<Record<string, Habit>> = {
  activewear: clothes,
  'sunglasses-and-apparel': { ...clothes, categoryId: 122704099, categoryName: '服饰眼镜' },
  jewelry: {
    categoryId: 122708006,
    categoryName: '饰品',
    choices: [
      ['颜色=金色/银色/玫瑰金'],
      ['款式=A款/B款/C款/D款'],
      [],
      ['颜色=金色/银色', '尺寸=6号/7号/8号'],
    ],
    grams: [5, 40],
    parcel: 'letter',
    places: [
      ['浙江', '金华市'],
      ['广东', '广州市'],
      ['山东', '青岛市'],
    ],
    trade: '饰品',
    attributes: ['材质=合金', '工艺=电镀', '风格=简约'],
  },
  'home-decor': {
    categoryId: 122710002,
    categoryName: '家居摆件',
    choices: [
      ['款式=款式一/款式二/款式三'],
      ['颜色=白色/米黄/浅灰', '规格=小号/中号/大号'],
      [],
      [],
    ],
    grams: [90, 1600],
    parcel: 'fragile',
    places: [
      ['浙江', '金华市'],
      ['福建', '泉州市'],
      ['广东', '潮州市'],
      ['江苏', '连云港市'],
    ],
    trade: '工艺品',
    attributes: ['风格=现代简约', '适用=客厅', '工艺=手工'],
  },
  watches: {
    categoryId: 122712005,
    categoryName: '钟表',
    choices: [
      ['颜色=黑色/白色/蓝色/金色'],
      ['颜色=银壳白面/银壳黑面/金壳白面', '表带=钢带/皮带'],
      [],
    ],
    grams: [45, 210],
    parcel: 'letter',
    places: [
      ['广东', '深圳市'],
      ['广东', '广州市'],
      ['福建', '漳州市'],
    ],
    trade: '钟表',
    attributes: ['机芯=石英', '防水=生活防水', '表带=可调'],
  },
  bags: {
    categoryId: 122714008,
    categoryName: '箱包',
    choices: [[colours], ['颜色=黑色/棕色/米白']],
    grams: [180, 900],
    parcel: 'plain',
    places: [
      ['广东', '广州市'],
      ['河北', '保定市'],
      ['浙江', '金华市'],
    ],
    trade: '皮具',
    attributes: ['材质=PU', '里料=涤纶', '开合=拉链'],
  },
  shoes: {
    categoryId: 122716001,
    categoryName: '鞋靴',
    choices: [
      ['颜色=黑色/白色/灰色', '尺码=39/40/41/42/43/44'],
      ['颜色=白色/粉色', '尺码=35/36/37/38/39/40'],
    ],
    grams: [420, 980],
    parcel: 'plain',
    places: [
      ['福建', '泉州市'],
      ['浙江', '温州市'],
      ['浙江', '台州市'],
    ],
    trade: '鞋业',
    attributes: ['鞋面=网布', '鞋底=橡胶', '季节=四季'],
  },
}

/** The habit of a category; one that the table does not know sells in a colour and keeps its word as name. */
export function habitOf(category: string): Habit {
  return (
    habits[category] ?? {
      categoryId: 123_000_000 + (hash(category) % 900_000),
      categoryName: category,
      choices: [[colours], []],
      grams: [100, 900],
      parcel: 'plain',
      places: [['浙江', '金华市']],
      trade: '日用品',
      attributes: ['风格=简约'],
    }
  )
}
