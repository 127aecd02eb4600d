import { words } from './words.ts'

/** A SKU property and the values that suppliers choose from; each value with its English. */
export interface Variant {
  readonly name: string
  readonly en: string
  readonly values: readonly string[]
}

const variant = (name: string, en: string, values: string): Variant => ({
  name,
  en,
  values: words(values).map(({ zh }) => zh),
})

const texts = {
  colour:
    '黑色=black 白色=white 米白=off-white 浅灰=light-grey 雾蓝=mist-blue 藏青=navy 粉色=pink 酒红=wine-red 墨绿=dark-green 卡其=khaki 奶咖=milk-coffee 浅紫=light-purple 姜黄=ginger 天蓝=sky-blue',
  size: 'S=S M=M L=L XL=XL 2XL=2XL 3XL=3XL',
  shoe: '36=36 37=37 38=38 39=39 40=40 41=41 42=42 43=43',
  height: '90cm=90cm 100cm=100cm 110cm=110cm 120cm=120cm 130cm=130cm 140cm=140cm',
  model: '6.1寸=6.1-inch 6.3寸=6.3-inch 6.7寸=6.7-inch 6.9寸=6.9-inch',
  volume: '小号=small 中号=medium 大号=large 特大号=extra-large',
  style: 'A款=style-A B款=style-B C款=style-C D款=style-D E款=style-E',
  pack: '单件=single 两件装=pack-of-2 五件装=pack-of-5 十件装=pack-of-10',
  length: '1米=1m 1.5米=1.5m 2米=2m',
} as const

/** Every text of values, for the lexicon. */
export const valueTexts: readonly string[] = Object.values(texts)

/** Which properties a kind's letters stand for. */
export const variants: Readonly<Record<string, Variant>> = {
  C: variant('颜色', 'colour', texts.colour),
  S: variant('尺码', 'size', texts.size),
  K: variant('鞋码', 'shoe size', texts.shoe),
  H: variant('身高', 'height', texts.height),
  M: variant('型号', 'model', texts.model),
  V: variant('规格', 'specification', texts.volume),
  T: variant('款式', 'style', texts.style),
  N: variant('数量', 'quantity', texts.pack),
  L: variant('长度', 'length', texts.length),
}
