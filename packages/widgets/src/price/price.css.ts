import { token } from '../look/tokens.css.ts'

export const priceCss = `
.price{color:${token.price};white-space:nowrap;font-variant-numeric:tabular-nums}
.price b{font-size:22px;line-height:28px;font-weight:700}
.price small{font-size:14px;font-weight:600}
.price .from{margin-inline-start:2px;font-weight:400;font-size:12px;color:${token.muted}}
.was{color:${token.muted};font-size:12px;text-decoration:line-through;white-space:nowrap}
`
