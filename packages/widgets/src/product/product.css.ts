import { token } from '../look/tokens.css.ts'
import { noticeCss } from '../notice/notice.css.ts'
import { priceCss } from '../price/price.css.ts'

export const productCss = `
.product{position:relative;overflow-wrap:anywhere;background:${token.surface}}
.gallery{position:relative}
.slides{display:flex;overflow-x:auto;scroll-snap-type:x mandatory;scrollbar-width:none;overscroll-behavior-x:contain}
.slides::-webkit-scrollbar{display:none}
.slides li{position:relative;flex:none;width:100%;padding-top:${token.ratio};scroll-snap-align:start;background:${token.quiet}}
.slides img,.slides .none{position:absolute;top:0;left:0;width:100%;height:100%;object-fit:cover}
.slides .none{display:flex;align-items:center;justify-content:center;color:${token.muted}}
.nth{position:absolute;right:12px;bottom:12px;padding:2px 10px;border-radius:12px;background:rgba(20,20,22,.72);color:#fff;font-size:12px}
.facts{padding:16px}
.facts .title{margin-top:8px;font-size:18px;line-height:26px;font-weight:600}
.facts .price{font-size:30px;line-height:36px}
.facts .price small{font-size:16px}
.facts .was{margin-inline-start:8px}
.claims{display:flex;flex-wrap:wrap;margin-top:12px}
.claims li{margin:0 8px 6px 0;padding:3px 8px;border-radius:6px;background:${token.quiet};color:${token.muted};font-size:12px;line-height:18px}
.part{padding:16px;border-top:8px solid ${token.quiet}}
.part h3{margin-bottom:12px;font-size:16px;font-weight:600}
.part td{padding:0 12px 12px 0;vertical-align:top}
.part td:first-child{color:${token.muted}}
.part ul{padding:0 20px 12px;list-style:disc}
.part p{margin:0 0 12px;white-space:pre-line}
.part img{width:100%;height:auto}
.bar{position:sticky;bottom:0;z-index:2;display:flex;align-items:center;padding:8px 16px;padding-bottom:calc(8px + env(safe-area-inset-bottom,0px));border-top:1px solid ${token.line};background:${token.surface}}
.bar .go{flex:1}
.bar .solid{width:100%}
.bar .bag{flex:none;margin-inline-end:12px}
.bag button{position:relative;display:flex;align-items:center;justify-content:center;width:44px;height:44px}
.bag svg{width:26px;height:26px}
.bag .count{position:absolute;top:0;right:-2px;min-width:18px;height:18px;padding:0 5px;border-radius:9px;background:${token.accent};color:${token.onAccent};font-size:11px;line-height:18px;text-align:center}
.bone{border-radius:6px;background:${token.quiet};animation:breathe 1.6s ease-in-out infinite}
.bone.line{height:18px;margin:12px 0}
.bone.short{width:60%}
.bone.sum{width:120px;height:32px}
.pending{min-height:80vh}
.pending .media{padding-top:${token.ratio};background:${token.quiet}}
@keyframes breathe{50%{opacity:.5}}
@media (max-width:719px){:host,.product{display:flex;flex-direction:column}.product{flex:1}.bar{margin-top:auto}}
@media (min-width:720px){.product.two{display:grid;grid-template-columns:1fr 1fr;grid-gap:0 24px}.two .part,.two .bar{grid-column:1/-1}}
${priceCss}${noticeCss}`
