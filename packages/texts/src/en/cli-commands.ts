import type { commands as source } from '../zh-cn/cli-commands.ts'

export const commands: typeof source = {
  dev: 'start gateway, 1688 sandbox and demo shop, ready with one command',
  serve: 'start the gateway alone, against the real services',
  backup:
    'copy the data of the shop to another folder while it sells; the master key is not in it: keep that apart',
  migrate: 'bring the database schema up to date',
  open: 'open a shop in the database and get its keys',
  search: 'search offers on 1688',
  import:
    'import offers into your shop: 1688 links, offer numbers, or words to search (first hits)',
  listings: 'list what your shop sells; with a listing, each option and how its price came about',
  rule: 'show, try or change the price rule',
  publish: 'put listings on sale',
  pause: 'take listings off sale',
  share: 'make a short link, QR code, poster and embed tag',
  orders:
    'list orders; with an order, or the number that its buyer sees, its purchases and parcels too',
  address:
    'send an order to another address, pasted as your buyer wrote it: before it is bought, or where its supplier cannot send to it',
  refund: 'give money of an order back: all, some lines or pieces, or a sum',
  'after-sales':
    'list claims of your buyers; approve, refuse, say that goods came back, or give money in place of an exchange',
  decide: 'decide a held purchase: buy, replace its supplier, or refund the buyer',
  webhooks:
    'tell a program of yours what happens to orders: list, add, ping, replay, rotate, delete',
  replay:
    'play an order that orders --timeline --json exported at a fresh sandbox, and see whether it ends the same',
  report: 'visits, orders, revenue and profit per share and channel',
  channel:
    'show or change what you have settled with an app: payments, short links, account for pages, mini-program',
  payments: 'the accounts that your shop takes money with; give one, or switch it off or on',
  promoters:
    'the people who earn by your links; register one, or take one off: WeChat Pay gives her a part of what others buy',
  groups:
    'list group deals; make one of a listing, or end one: cheaper for buyers who order together, money back where they do not come together',
  coupons: 'list coupon codes; make one, or stop one: buyers who type it at the checkout pay less',
  shop: 'show or change the shop: name, state, pages that may embed it',
  reconcile:
    'compare every purchase, payment and refund with 1688 and the cashier, and WeChat Pay’s bill of each day: bring up to date what can be, list the rest',
  keys: 'List, make or revoke keys: change over to a new one, or give a program one for a few things',
  retry:
    'list work that failed again and again and stopped, and what others refuse until you do something; with its numbers, or all, let it run again',
  audit: 'check orders, payments and purchases to the fen, and list what does not add up',
  doctor: 'check this machine and say what is wrong and how to fix it',
}
