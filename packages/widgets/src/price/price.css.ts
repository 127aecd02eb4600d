import { token } from '../look/tokens.css.ts'

/** The large size is the line's own: while a page still comes, the sign in front of it stands where it will. */
export const priceCss = `
.price{color:${token.price};white-space:nowrap;font-size:22px;line-height:28px;font-variant-numeric:tabular-nums}
.price b{font-weight:700}
.price small{font-size:14px;line-height:20px;font-weight:600}
.price .from{margin-inline-start:2px;font-weight:400;font-size:12px;color:${token.muted}}
.was{color:${token.muted};font-size:12px;text-decoration:line-through;white-space:nowrap}
`
