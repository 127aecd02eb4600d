/** A Chinese word of the market with its English. */
export interface Word {
  readonly zh: string
  readonly en: string
}

/** Reads `中文=English 中文=Two-words`; a dash stands for a space unless the word is written with one. */
export function words(text: string): readonly Word[] {
  return text.split(' ').map((each) => {
    const [zh = '', en = ''] = each.split('=')
    return { zh, en: keptDash.has(en) ? en : en.replaceAll('-', ' ') }
  })
}

const keptDash = new Set(['T-shirt', 'A-line', 'V-neck'])

/** Words of trade that any title may carry. */
export const tradeWords =
  '批发=wholesale 新款=new 厂家直销=factory-direct 跨境=cross-border 现货=in-stock 代发=dropship 爆款=bestseller 网红=popular 源头工厂=source-factory 2026=2026 礼物=gift 热销=hot-selling 实用=practical 高品质=high-quality 支持定制=customisable 春秋=spring-autumn 新=new'
