/** The cashier's stylesheet: 360 px first, light and dark, system fonts, nothing loaded. */
export const stylesheet = `
:root {
  --paper: #ffffff; --ground: #f2f4f3; --ink: #1c2421; --soft: #5d6965; --line: #e3e8e6;
  --brand: #07884f; --brand-ink: #ffffff; --press: #056b3e; --warn: #a15c00;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #1d2321; --ground: #121615; --ink: #eef3f1; --soft: #a3b0ab; --line: #303936;
    --brand: #2fbf7f; --brand-ink: #06251a; --press: #58d39b; --warn: #f0b35a;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; min-height: 100vh; padding: 0 16px; display: flex; flex-direction: column;
  align-items: center; background: var(--ground); color: var(--ink);
  font: 16px/1.5 system-ui, -apple-system, "PingFang SC", "Noto Sans SC", "Microsoft YaHei", sans-serif;
  -webkit-text-size-adjust: 100%;
}
.card {
  width: 100%; max-width: 420px; margin-top: max(16px, 7vh); padding: 20px 20px 24px;
  background: var(--paper); border-radius: 16px; box-shadow: 0 1px 2px #0000000f, 0 12px 32px #00000014;
}
h1 { margin: 0; font-size: 14px; font-weight: 500; color: var(--soft); text-align: center; }
.due { margin: 28px 0 24px; display: flex; flex-direction: column; align-items: center; }
.label { color: var(--soft); font-size: 14px; }
.amount {
  font-size: 44px; line-height: 1.2; font-weight: 700; letter-spacing: -0.01em;
  font-variant-numeric: tabular-nums; overflow-wrap: anywhere;
}
.until { margin-top: 6px; font-size: 14px; color: var(--warn); text-align: center; }
.standing { margin: 24px 0; text-align: center; }
.standing h2 { margin: 12px 0 4px; font-size: 20px; }
.standing .amount { display: block; font-size: 28px; }
.standing p { margin: 6px 0 0; color: var(--soft); font-size: 14px; }
.mark {
  display: inline-block; width: 56px; height: 56px; border-radius: 50%; position: relative;
  background: var(--line);
}
.mark::after { content: ""; position: absolute; }
.done .mark { background: var(--brand); }
.done .mark::after {
  left: 21px; top: 13px; width: 12px; height: 22px; transform: rotate(45deg);
  border: solid var(--brand-ink); border-width: 0 4px 4px 0;
}
.none .mark::after { left: 16px; top: 26px; width: 24px; height: 4px; border-radius: 2px; background: var(--soft); }
.facts { margin: 0 0 24px; border-top: 1px solid var(--line); font-size: 14px; }
.facts div {
  display: flex; justify-content: space-between; gap: 16px; padding: 11px 0;
  border-bottom: 1px solid var(--line);
}
.facts dt { color: var(--soft); flex: none; }
.facts dd { margin: 0; text-align: right; overflow-wrap: anywhere; text-wrap: balance; }
form { margin: 0; }
.button {
  display: block; width: 100%; min-height: 50px; padding: 12px 16px; border: 0; border-radius: 12px;
  background: var(--brand); color: var(--brand-ink); font: inherit; font-size: 17px; font-weight: 600;
  text-align: center; text-decoration: none; cursor: pointer;
}
.button:hover, .button:active { background: var(--press); }
.button:focus-visible { outline: 3px solid var(--ink); outline-offset: 2px; }
.quiet { margin-top: 12px; background: transparent; color: var(--ink); border: 1px solid var(--line); }
.quiet:hover, .quiet:active { background: var(--ground); }
.foot { margin: 16px 0 24px; font-size: 13px; color: var(--soft); text-align: center; }
`
