/** The control page's stylesheet: one column at 390 px, cards side by side from 800 px. */
export const stylesheet = `
:root {
  --paper: #ffffff; --ground: #f3f4f6; --ink: #1d232b; --soft: #59636e; --line: #dfe3e8;
  --brand: #c2410c; --brand-ink: #ffffff; --good: #046c43; --good-ground: #e2f5ea;
  --bad: #a1260d; --bad-ground: #fde9e3; --chip: #e9ecf0;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #1c2128; --ground: #12161b; --ink: #e8ecf1; --soft: #a0abb7; --line: #323a44;
    --brand: #f58a4b; --brand-ink: #2b1203; --good: #6fdca3; --good-ground: #10382a;
    --bad: #ff9d84; --bad-ground: #43190f; --chip: #2b323b;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--ground); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "PingFang SC", "Noto Sans SC", "Microsoft YaHei", sans-serif;
}
header, main { max-width: 1240px; margin: 0 auto; padding: 0 16px; }
header { padding-top: 12px; }
h1 { margin: 0; font-size: 16px; color: var(--soft); font-weight: 600; }
h2 { margin: 20px 0 10px; font-size: 18px; }
main > h2:first-child, main > section:first-child > h2 { margin-top: 0; }
h3 { margin: 0 0 10px; font-size: 15px; display: flex; flex-wrap: wrap; gap: 8px; align-items: center; }
h4 { margin: 12px 0 4px; font-size: 13px; color: var(--soft); }
a { color: var(--brand); }
code, pre { font: 13px/1.45 ui-monospace, "SF Mono", Menlo, Consolas, "Noto Sans SC", monospace; }
code { overflow-wrap: anywhere; }
pre {
  margin: 0; padding: 8px 10px; max-height: 16em; overflow: auto; background: var(--ground);
  border-radius: 8px; white-space: pre-wrap; overflow-wrap: anywhere;
}
.clock { display: flex; flex-wrap: wrap; gap: 8px 20px; align-items: center; }
.clock p { margin: 4px 0; }
.clock time { font-size: 24px; font-weight: 700; font-variant-numeric: tabular-nums; }
.row, .deeds { display: flex; flex-wrap: wrap; gap: 8px; align-items: end; }
.row input { width: 84px; }
.row form.deed { gap: 6px; }
nav {
  display: flex; flex-wrap: wrap; gap: 0 4px; margin: 12px -16px 0; padding: 0 8px;
  border-bottom: 1px solid var(--line);
}
nav a {
  flex: none; padding: 11px 8px; min-height: 44px; color: var(--ink); text-decoration: none;
  border-bottom: 3px solid transparent;
}
nav a[aria-current] { border-color: var(--brand); font-weight: 600; }
main { padding-top: 16px; padding-bottom: 60px; }
.said { margin: 0 0 16px; padding: 10px 14px; border-radius: 10px; background: var(--good-ground); color: var(--good); }
.said.failed { background: var(--bad-ground); color: var(--bad); }
.none { color: var(--soft); margin: 6px 0; }
.cards { display: grid; gap: 12px; grid-template-columns: minmax(0, 1fr); }
@media (min-width: 800px) { .cards { grid-template-columns: repeat(auto-fill, minmax(380px, 1fr)); align-items: start; } }
.card { background: var(--paper); border: 1px solid var(--line); border-radius: 14px; padding: 14px 16px; min-width: 0; }
.card.wide, .calls .card { margin-bottom: 12px; }
.cards + .card { margin-top: 12px; }
.card > h2 { margin-top: 0; }
.coming ol, .parcel ol, .plain, .items, .list { margin: 0; padding: 0; list-style: none; }
.coming li { padding: 3px 0; display: flex; flex-wrap: wrap; gap: 2px 10px; }
time { font-variant-numeric: tabular-nums; color: var(--soft); }
.clock time { color: var(--ink); }
.items li { display: flex; gap: 10px; align-items: center; padding: 4px 0; }
.items img, .pictures img { border-radius: 8px; background: var(--chip); }
.items li > span:nth-of-type(1) { flex: 1; min-width: 0; }
.items small { display: block; color: var(--soft); }
.number { font-variant-numeric: tabular-nums; white-space: nowrap; }
.pictures { display: flex; gap: 8px; overflow-x: auto; }
dl { margin: 10px 0; display: grid; gap: 4px; }
dl div { display: flex; justify-content: space-between; gap: 16px; }
dt { color: var(--soft); flex: none; }
dd { margin: 0; text-align: right; overflow-wrap: anywhere; }
.params div { display: block; }
.params dd { text-align: left; }
.parcel { margin: 10px 0; padding: 10px 12px; background: var(--ground); border-radius: 10px; font-size: 14px; }
.parcel p { margin: 0 0 4px; }
.tag { padding: 1px 8px; border-radius: 99px; font-size: 13px; background: var(--chip); color: var(--ink); font-weight: 500; }
.tag.success, .tag.confirm_goods { background: var(--good-ground); color: var(--good); }
.tag.cancel, .tag.terminated { background: var(--bad-ground); color: var(--bad); }
.tags { display: flex; gap: 6px; }
form.deed { display: flex; flex-wrap: wrap; gap: 8px; align-items: end; margin: 0; }
.card > form.deed .field, details > form.deed .field { flex: 1 1 150px; }
.field { display: block; min-width: 0; }
.field span { display: block; font-size: 13px; color: var(--soft); }
input, select, button, textarea { font: inherit; color: inherit; min-height: 44px; border-radius: 9px; }
input, select, textarea { width: 100%; padding: 6px 10px; border: 1px solid #86909c; background: var(--paper); }
button { padding: 6px 14px; border: 1px solid var(--line); background: var(--chip); cursor: pointer; font-weight: 500; }
button.main { background: var(--brand); border-color: var(--brand); color: var(--brand-ink); font-weight: 600; }
button.quiet { background: transparent; color: var(--bad); }
:is(a, button, input, select, textarea, summary, pre, .scroll):focus-visible { outline: 3px solid var(--brand); outline-offset: 1px; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.search { display: flex; gap: 8px; align-items: end; margin-bottom: 10px; }
.search label { flex: 1; }
.list li { padding: 10px 0; border-bottom: 1px solid var(--line); display: grid; gap: 2px; }
.list small { color: var(--soft); }
@media (min-width: 800px) {
  .list li { grid-template-columns: minmax(0, 3fr) minmax(0, 2fr) 190px 150px; align-items: center; gap: 16px; }
}
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: 14px; }
th, td { padding: 6px 8px; text-align: left; border-bottom: 1px solid var(--line); white-space: nowrap; }
th { color: var(--soft); font-weight: 500; }
td { font-variant-numeric: tabular-nums; }
.skus { margin-top: 12px; }
.skus th[scope=row] { white-space: normal; color: var(--ink); }
.skus td { width: 110px; }
.skus td .field span { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.skus button { margin-top: 12px; }
summary { cursor: pointer; min-height: 44px; display: flex; flex-wrap: wrap; gap: 4px 10px; align-items: center; }
.sides { display: grid; gap: 10px; }
@media (min-width: 800px) { .sides { grid-template-columns: 1fr 1fr; } }
.balance { margin: 0; font-size: 26px; font-weight: 700; font-variant-numeric: tabular-nums; }
summary::before { content: '+' / ''; color: var(--soft); }
details[open] > summary::before { content: '–' / ''; }
.refund .deeds { margin-top: 8px; }
.filter { display: grid; gap: 10px; align-items: end; }
@media (min-width: 800px) { .filter { grid-template-columns: 2fr 1fr 2fr auto; } }
.filter button { justify-self: start; }
textarea { font: 13px/1.5 ui-monospace, Menlo, Consolas, "Noto Sans SC", monospace; resize: vertical; }
.card > form.deed .field:has(textarea), form.script .field { flex: 1 1 100%; }
.check { display: flex; gap: 10px; align-items: center; flex: 1 1 100%; min-height: 44px; }
.check input { width: 22px; min-height: 22px; flex: none; accent-color: var(--brand); }
.card > form.deed + form.deed { margin-top: 12px; }
.rows { margin: 0; padding: 0; list-style: none; }
.rows li { padding: 8px 0; border-bottom: 1px solid var(--line); display: flex; flex-wrap: wrap; gap: 2px 12px; align-items: center; overflow-wrap: anywhere; }
.rows li > * { min-width: 0; }
.rows + form.deed { margin-top: 10px; }
.rows a { display: inline-flex; align-items: center; min-height: 44px; min-width: 0; }
.rows li > a { flex: 1 1 320px; }
.rows form.deed { margin-left: auto; }
.tags { flex-wrap: wrap; align-items: center; }
.tag code { font-size: 12px; }
.cause { flex: 1 1 100%; margin: 0; color: var(--bad); }
.back { display: inline-flex; align-items: center; min-height: 44px; }
.list a { display: inline-flex; align-items: center; min-height: 44px; }
mark { background: var(--bad); color: var(--paper); border-radius: 3px; padding: 0 1px; font-weight: 700; }
.compare { display: grid; gap: 8px; justify-items: start; margin-top: 12px; }
.compare .field { width: 100%; }
.refund { margin: 10px 0; padding: 8px 12px 12px; border: 1px solid var(--line); border-radius: 10px; }
.refund h4 { margin-top: 4px; }
.more { flex: 1 1 100%; }
.after { margin-top: 12px; }
.balances li { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 4px 12px; padding: 4px 0; }
.tag.refundsuccess { background: var(--good-ground); color: var(--good); }
.tag.refundclose { background: var(--bad-ground); color: var(--bad); }
`
