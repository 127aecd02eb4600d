import { token, twoLines } from '../look/tokens.css.ts'
import { noticeCss } from '../notice/notice.css.ts'
import { priceCss } from '../price/price.css.ts'

/**
 * A card is as tall loading, shown or failed: picture, two lines, labels, price, button. What is more than
 * a screen away costs no style, layout or paint: the picture's room is all padding, the body's height is known.
 * What clips is as tall as its letters, which some people have enlarged.
 */
export const cardCss = `
.card{position:relative;display:flex;flex-direction:column;height:100%;overflow:hidden;background:${token.surface};border-radius:${token.radius};box-shadow:${token.shadow}}
.media{position:relative;display:block;padding-top:${token.ratio};background:${token.quiet};overflow:hidden;content-visibility:auto}
.media img,.media .none,.status{position:absolute;top:0;left:0;width:100%;height:100%;object-fit:cover}
.media .none{display:flex;align-items:center;justify-content:center;color:${token.muted};font-size:12px}
.veil{position:absolute;left:0;right:0;bottom:0;padding:6px 12px;background:rgba(20,20,22,.72);color:#fff;font-size:12px;text-align:center}
.body{display:flex;flex-direction:column;flex:1;padding:12px;content-visibility:auto;contain-intrinsic-height:156px}
.title{${twoLines};min-height:40px;font-size:14px;line-height:20px}
.labels{display:flex;font-size:12px;height:1.5em;margin-top:8px;overflow:hidden;flex-wrap:wrap}
.labels li{flex:none;margin-inline-end:6px;padding:0 5px;border-radius:4px;background:${token.quiet};color:${token.muted};font-size:11px;line-height:18px}
.cost{display:flex;align-items:baseline;flex-wrap:wrap;height:2em;margin-top:8px;overflow:hidden}
.cost .was{margin-inline-start:6px}
.buy{margin:10px 0 0}
.buy .solid{width:100%}
.status{display:flex;flex-direction:column;justify-content:center;background:${token.surface}}
.stale{position:absolute;top:0;left:0;right:0;padding:4px 10px;background:rgba(20,20,22,.72);color:#fff;font-size:12px;z-index:1}
.bone{border-radius:6px;background:${token.quiet};animation:breathe 1.6s ease-in-out infinite}
.bone.line{height:14px;margin:3px 0}
.bone.short{width:60%}
.bone.chip{width:64px;height:18px;margin-top:8px}
.bone.sum{width:88px;height:24px;margin-top:10px}
.bone.press{height:44px;margin-top:12px;border-radius:22px}
.room{padding-bottom:180px}
.room::before{content:"";display:block;padding-top:${token.ratio}}
.slow{position:absolute;left:0;right:0;top:38%;text-align:center;color:${token.muted};font-size:13px;padding:0 12px}
@keyframes breathe{50%{opacity:.5}}
${priceCss}${noticeCss}`

/** Alone on a page a card is as wide as its place, up to a card's width. */
export const aloneCss = ':host{max-width:var(--xp-width,320px)}'
