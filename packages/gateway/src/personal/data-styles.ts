/** Of the page on which a buyer sees and erases her data: one column, readable in the dark. */
export const dataStyles = `
main{max-width:560px}
h1{margin:0 0 4px;font-size:22px;line-height:30px}
h1:focus,h3:focus{outline:none}
h2{margin:0 0 8px;font-size:16px;line-height:24px}
h3{margin:0 0 8px;font-size:16px;line-height:24px}
h4{margin:12px 0 4px;font-size:14px;line-height:20px}
p{margin:0 0 12px;overflow-wrap:anywhere}
p:empty,[role=status]{margin:0}
[hidden]{display:none!important}
.muted{color:#636369}
.card{margin:0 0 12px;padding:16px;border-radius:12px;background:#fff}
.card>:last-child{margin-bottom:0}
.card dl+h2,.card p+h2{margin-top:16px}
dl{margin:0 0 12px}
dl>div{display:flex;justify-content:space-between;padding:6px 0}
dt{flex:none;max-width:45%;color:#636369}
dd{margin:0 0 0 16px;text-align:right;overflow-wrap:anywhere}
.tall>div{display:block}
.tall dt{max-width:none}
.tall dd{margin:2px 0 0;text-align:left}
ol{margin:0 0 12px;padding:0;list-style:none}
ol li{padding:6px 0;border-bottom:1px solid rgba(127,127,127,.2)}
ol li>*{display:block;overflow-wrap:anywhere}
ol time{font-size:12px;line-height:18px;color:#636369}
ul{margin:0 0 12px;padding:0 0 0 20px}
.go{display:flex;align-items:center;justify-content:center;width:100%;min-height:48px;box-sizing:border-box;margin:0 0 12px;border:1px solid #86868b;border-radius:24px;background:none;color:inherit;font:inherit;font-weight:600;text-align:center;cursor:pointer}
.go:last-child{margin-bottom:0}
#hurry{margin-top:12px}
.go[aria-disabled=true]{opacity:.6;cursor:default}
.first{border-color:transparent;background:var(--xp-accent,#cf2e26);color:var(--xp-on-accent,#fff)}
.last{border-color:transparent;background:#b3261e;color:#fff}
.ask{padding:12px;border:1px solid #b3261e;border-radius:12px}
#link{display:block;width:100%;min-height:44px;box-sizing:border-box;margin:6px 0 0;padding:0 8px;border:0;border-radius:10px;background:rgba(127,127,127,.14);color:inherit;font:inherit}
@media (prefers-color-scheme:dark){.card{background:#1c1c1f}.muted,dt,ol time{color:#a9a9b2}.ask{border-color:#ff8f85}}
`
