import { token, twoLines } from '../look/tokens.css.ts'
import { priceCss } from '../price/price.css.ts'

export const drawerCss = `
.line{display:flex;padding:14px 0;border-bottom:1px solid ${token.line}}
.line:last-child{border:0}
.line .about{flex:1;min-width:0}
.line h3{${twoLines}}
.line .values{color:${token.muted};font-size:12px;overflow-wrap:anywhere}
.line .change{margin-top:4px;font-size:12px;color:${token.danger}}
.line .change.down{color:${token.muted}}
.line .row{display:flex;align-items:center;justify-content:space-between;margin-top:6px}
.line .price{font-size:17px;line-height:24px}
.line .remove{margin-inline-start:auto;min-width:44px;min-height:44px;margin-inline-end:-10px;padding:0 10px;color:${token.muted};font-size:13px}
.line[data-state=unavailable] .thumb{opacity:.5}
.line[data-state=unavailable] h3{color:${token.muted}}
.undo{display:flex;align-items:center;justify-content:space-between;min-height:44px;margin-top:8px;padding:0 4px 0 14px;border-radius:8px;background:${token.quiet};color:${token.muted}}
.undo button{min-height:44px;padding:0 12px;color:${token.price};font-weight:600}
.sum{display:flex;align-items:baseline;justify-content:space-between}
.later{color:${token.muted};font-size:12px;margin-bottom:10px}
.offline{margin-bottom:8px;color:${token.danger};font-size:13px}
.nothing{min-height:240px}
${priceCss}`
