import type { cli as source } from '../zh-cn/cli.ts'
import { backup } from './backup.ts'
import { channel } from './channel.ts'
import { commands } from './cli-commands.ts'
import { options } from './cli-options.ts'
import { coupons } from './coupons.ts'
import { doctor } from './doctor.ts'
import { groupDeals } from './group-deals.ts'
import { mistyped } from './mistyped.ts'
import { payments, promoters } from './payments.ts'
import { refunds } from './refunds.ts'
import { timeline } from './timeline.ts'
import { webhooks } from './webhooks.ts'

export const cli: typeof source = {
  usage: 'Usage: xiaopu <command> [options]',
  commands,
  moreHelp:
    'xiaopu <command> --help shows what a command takes.\nSeller commands reach the gateway by XIAOPU_URL and XIAOPU_KEY; where these are not set, by the key that xiaopu dev left in XIAOPU_DATA.',
  options,
  variablesTitle: 'Environment:',
  variables: {
    PORT: 'where the gateway listens, 8688 unless given; the sandbox of dev on the next one; 0 for any free one',
    HOST: 'address to listen on, 127.0.0.1 unless given; 0.0.0.0 lets phones of the same network in',
    XIAOPU_DATA: 'folder for everything that is kept, .xiaopu unless given',
    DATABASE_URL:
      'a PostgreSQL (15 or newer) to use; without it dev and serve bring their own, kept in XIAOPU_DATA',
    XIAOPU_OFFERS:
      'what the sandbox sells instead of its own offers: a file, or generate:100000 for a market of so many',
    SANDBOX_FAULTS: 'fault script that the sandbox begins with',
    SANDBOX_TEMPERAMENT:
      'how suppliers of the sandbox behave: none, late, seeded (each order its own) …',
    SANDBOX_SINGLE_USER: '1 lets calls without a token act for the first account of the sandbox',
    XIAOPU_LANG: 'language: zh-CN or en; by LC_ALL and LANG unless given',
    XIAOPU_URL:
      'public address of the gateway: dev and serve link to it, seller commands ask it; where it listens unless given',
    XIAOPU_MASTER_KEY:
      "master key (32 bytes in hex or base64) that people's addresses are sealed with; to change it, write the new one first and the old one after a comma. Without it the file master-key in XIAOPU_DATA is read, which dev makes by itself",
    XIAOPU_KEY: "secret key of the shop (xsk_…), the demo shop's unless given",
    ALIBABA_APP_KEY: 'AppKey of your 1688 app',
    ALIBABA_APP_SECRET: 'secret of your 1688 app',
    ALIBABA_REFRESH_TOKEN: 'refresh token; the gateway gets access tokens by itself',
    ALIBABA_TOKEN:
      'access token to use where there is no refresh token; none for an app that is bound to one account',
    ALIBABA_CALLS_PER_MINUTE: 'calls of each 1688 API per minute at most, 500 by default',
    XIAOPU_RECORD_1688:
      'folder to record each 1688 call and message in, without secrets and personal data; nothing is recorded unless set',
    ALIBABA_BASE_URL: 'address of 1688, https://gw.open.1688.com unless given; may be a sandbox',
    CASHIER_URL:
      'address of the cashier for shops without a payment account; set all three or none',
    CASHIER_MERCHANT: 'merchant number',
    CASHIER_SECRET: "the merchant's secret",
    CHANNEL_SECRET: 'secret of the account for pages (a WeChat service account); never shown again',
    IMAGE_HOSTS: 'hosts that pictures may come from, separated by commas; .alicdn.com unless given',
    CONCURRENCY: 'background jobs at once, 4 unless given; 0 only answers requests',
    PROXIES:
      'proxies of your own before the gateway, each of which appends to x-forwarded-for; 0 unless given',
    REQUESTS_PER_MINUTE:
      'looks per minute for one network of visitors at one shop, 600 unless given, fewer for carts and orders; 0 for no limit',
    NODE_ENV:
      "production refuses the sandbox's public secrets and short ones; so does an XIAOPU_URL that the world can reach",
  },
  ruleForms:
    "A markup: 30% adds 30% to the cost; 5 adds ¥5 a piece; 10:50%,50:40%,30% goes by cost (below ¥10 add 50%, below ¥50 add 40%, else 30%); shop brings a listing back to the shop's rule",
  badMarkup: (text) => `No markup: ${text}. Write 30%, 5 or 10:50%,50:40%,30%`,
  unknownCommand: (name) => `There is no command ${name}. Run xiaopu --help to see them`,
  unknownOption: (name) => `There is no option ${name}. Add --help to see them`,
  optionNeeds: (name) => `The option ${name} is not written right. Add --help to see how`,
  missingArgument: (name) => `Missing argument: ${name}`,
  badOption: (name, value, fits) => `${name} ${value} does not fit: ${fits}`,
  badSetting: (name, value, fits) => `The variable ${name}=${value} does not fit: ${fits}`,
  missingSetting: (name) => `Set the variable ${name}`,
  takesNoMoney:
    'Nothing takes money: no shop has a payment account, and CASHIER_URL is not set. Start with xiaopu serve --without-payments, then give a shop an account with xiaopu payments <provider> --file <file>',
  publicSecret: (name) =>
    `${name} still is the sandbox's public default, which production (NODE_ENV=production, or a public XIAOPU_URL) must not use. Set your own`,
  shortSecret: (name, bytes) =>
    `${name} is short enough to be tried out. Production needs ${bytes} bytes, e.g. from openssl rand -base64 32`,
  masterKey: {
    missing: (name, file) =>
      `There is no master key. Set ${name} (32 bytes, e.g. from openssl rand -base64 32) or put it into ${file}, and keep a copy apart from the database`,
    readable: (file) => `Others may read ${file}. Run chmod 600 ${file} first`,
    malformed: 'The master key must be 32 bytes, as 64 hexadecimal digits or in base64',
    weak: 'The master key was not drawn at random. Make one with openssl rand -base64 32',
    other:
      'The database was sealed with another master key. Add that key after the new one: without it addresses cannot be read',
  },
  noKey: 'There is no seller key. Set XIAOPU_URL and XIAOPU_KEY, or run xiaopu dev first',
  keyKinds: { publishable: 'publishable', secret: 'secret', restricted: 'restricted' },
  keyLive: 'live',
  keyRevoked: 'revoked',
  keyExpired: 'expired',
  keepSecret: 'The key is shown this once. Keep it safe.',
  noShop: (slug) => `No shop has the address ${slug}`,
  noGateway: (url) => `No gateway answers at ${url}. Run xiaopu dev, or check XIAOPU_URL`,
  fileFailed: (path, why) => `Could not write ${path}: ${why}`,
  brokenOff: 'the file broke off: do not use it, ask for it again',
  networksAlone: '--networks goes with --new or --allow only',
  csvAlone: '--csv goes with --from, --to and --state only',
  phoneAlone: '--phone goes with no other choice of orders',
  starting: 'Starting…',
  firstStart: 'First start: preparing the database…',
  ready: (url) => `Ready: ${url}`,
  links: {
    shop: 'Shop',
    demo: 'Embed demo',
    sandbox: '1688 sandbox',
    cashier: 'Cashier',
    api: 'API reference',
    secret: 'Seller key',
    restricted: 'Restricted key',
  },
  demoShop: 'Xiaopu demo shop',
  dev: {
    cashierNote: 'the sandbox cashier: one tap pays, no real money moves',
    keyNote: (file) => `(for this machine only, kept in ${file})`,
    scan: 'Scan to open the shop on a phone in the same network',
    scanNeedsHost: 'To scan with a phone in the same network, start with HOST=0.0.0.0',
    buildFailed: (printed) => `The widgets could not be built:\n${printed}`,
    databaseInUse:
      'Another xiaopu dev is using this database. Stop it first, or choose another DATABASE_URL',
    page: {
      title: "Somebody's page, your shop",
      intro: 'This page is plain HTML with a few lines like these pasted into it:',
      cards: 'Cards',
      grid: 'A grid',
      share: 'Sharing',
    },
  },
  stopping: 'Stopping…',
  stopped: 'Stopped',
  alreadyRunning: (pid, url) =>
    `Process ${pid} is using this data${url ? `, the shop is at ${url}` : ' and still starting'}. Stop it first, or choose another XIAOPU_DATA`,
  folderOf: {
    dev: (dir) =>
      `${dir} holds the demo of xiaopu dev, which must not sell for real. Choose another XIAOPU_DATA`,
    serve: (dir) =>
      `${dir} holds a real shop of xiaopu serve, which must not be played with. Choose another XIAOPU_DATA`,
  },
  notYours: (path) =>
    `This user may not use ${path}. Run the command as the user that it belongs to, or give it to this one with chown`,
  databaseGone: (why) =>
    `The database has stopped${why ? ` (${why})` : ''} and is being started again. If the disk is full, make room: the shop then comes back by itself`,
  databaseBack: 'The database is back',
  portTaken: (port) => `Port ${port} is taken. Try again with another PORT=`,
  importing: (done, total) => `Importing ${done}/${total}`,
  imported: (count) => `Imported ${count} offers`,
  importFailed: (what, why) => `Could not import ${what}: ${why}`,
  published: (count) => `Published ${count} listings`,
  paused: (count) => `Paused ${count} listings`,
  pausing: (done, total) => `Pausing ${done}/${total}`,
  publishing: (done, total) => `Publishing ${done}/${total}`,
  repriced: (count) => `Rule saved; the prices of ${count} listings follow`,
  found: (total) => `${total} offers`,
  page: (page, pages) => `Page ${page}/${pages}`,
  nothing: 'Nothing to show',
  more: (limit) => `These are the first ${limit}; --limit shows more`,
  columns: {
    offer: 'Offer',
    listing: 'Listing',
    title: 'Title',
    sku: 'Options',
    price: 'Price',
    cost: 'Cost',
    profit: 'Profit',
    why: 'How it came about',
    stock: 'Stock',
    sold: 'Sold in 90 days',
    labels: 'Labels',
    state: 'State',
    supplier: 'Supplier',
    order: 'Number',
    orderId: 'Order',
    total: 'Total',
    placedAt: 'Placed',
    share: 'Share',
    channel: 'Channel',
    link: 'Link',
    visits: 'Visits',
    visitors: 'Visitors',
    orders: 'Orders',
    revenue: 'Revenue',
    skus: 'Options',
    name: 'Name',
    key: 'Publishable key',
    rule: 'Price rule',
    policy: 'Purchases',
    origins: 'Pages allowed',
    inlineCheckout: 'Own checkout on',
    address: 'To',
    platformOrder: '1688 order',
    freight: 'Freight',
    parcel: 'Parcel',
    check: 'Check',
    row: 'Details',
    off: 'Off by',
    job: 'Job',
    jobId: 'Job number',
    attempts: 'Attempts',
    difference: 'Difference',
    ending: 'Ending',
    minProfit: 'Least profit',
    keyId: 'Key',
    kind: 'Kind',
    until: 'Until',
    rights: 'May do',
    networks: 'Networks',
  },
  anyOrigin: 'any',
  oneSku: '(one option)',
  noShare: '(no share)',
  sum: 'Total',
  embedTag: 'Paste this into a page:',
  shortLink: 'Short link',
  advice: {
    link: 'just send the link',
    poster: 'a poster in groups and Moments works best; the link opens too',
    words: 'this platform punishes outside links and codes: show your goods in words and pictures',
  },
  shareTakenBack: (url) => `${url} is taken back: whoever opens it reads that it is over`,
  posterSaved: (path) => `Poster saved: ${path}`,
  qrSaved: (path) => `QR code saved: ${path}`,
  backup,
  migrated: (count) => (count > 0 ? `Ran ${count} migrations` : 'The database is up to date'),
  reconciling: (looked) => `Comparing, ${looked} so far`,
  reconciled: ({ messages, purchases, payments, refunds }) =>
    `Compared ${purchases} purchases, ${payments} payments and ${refunds} refunds; fetched ${messages} messages that had not arrived`,
  repaired: (count) => (count === 1 ? 'Brought one up to date' : `Brought ${count} up to date`),
  reconcileFailed: (why) => `Not finished: ${why} It is tried again by itself.`,
  retried: (count) => (count === 1 ? 'One job runs again' : `${count} jobs run again`),
  nothingDead: 'No work has stopped, and nothing is refused',
  howToRetry:
    'Let it run again with xiaopu retry <number>… or xiaopu retry all; close what you have seen to yourself with xiaopu retry dif_… --close <how>',
  booksAgree: 'The books agree',
  auditClean: (orders) => `Checked ${orders} orders, every fen adds up`,
  auditFound: (count) => `${count} things do not add up`,
  doctor,
  refunds,
  channel,
  payments,
  promoters,
  coupons,
  groupDeals,
  policyForms: refunds.policyForms,
  timeline,
  mistyped,
  webhooks,
  noDatabase: (dir) =>
    `There is no database in ${dir} yet. Run xiaopu dev first, or set DATABASE_URL`,
  checks: { ok: 'OK', warn: 'Note', bad: 'Problem' },
  seconds: (seconds) => `took ${seconds.toFixed(1)} s`,
  failed: (text) => `Failed: ${text}`,
}
