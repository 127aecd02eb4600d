/** What one kind of answer says to browsers; a header that an answer sets itself is kept. */
interface Surface {
  readonly name: string
  /** Paths of answers and of routes alike. */
  readonly paths: RegExp
  readonly headers: Readonly<Record<string, string>>
}

/** JSON is never a document: whoever opens it as one gets nothing run, nothing loaded, nothing framed. */
const nothing = { 'content-security-policy': "default-src 'none'; frame-ancestors 'none'" }
/** For our own pages and programs only. */
const own = { ...nothing, 'cross-origin-resource-policy': 'same-origin' }
/** Pages of other sites may read it, none with cookies: there are none. */
const shared = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'etag, idempotent-replay, retry-after, x-request-id',
  'cross-origin-resource-policy': 'cross-origin',
}
const page = {
  ...nothing,
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
}

/** Everything this gateway answers, by who reads it. Every route has its row; the first one counts. */
const surfaces: readonly Surface[] = [
  { name: 'callback', paths: /^\/v1\/callbacks\//, headers: own },
  { name: 'seller API', paths: /^\/v1\/seller\//, headers: own },
  { name: 'buyer API', paths: /^\/v1\//, headers: { ...nothing, ...shared } },
  { name: 'embed file', paths: /^\/embed\//, headers: shared },
  {
    name: 'image',
    paths: /^\/img\//,
    headers: { ...shared, 'content-security-policy': "default-src 'none'; sandbox" },
  },
  { name: 'page', paths: /^\/shop\//, headers: page },
  { name: 'pay page', paths: /^\/pay\//, headers: page },
  { name: 'short link', paths: /^\/s\//, headers: page },
  { name: 'service', paths: /^\/(healthz|readyz|openapi\.json)$/, headers: own },
]

/** What is asked for where nothing is. */
const nowhere: Surface = { name: 'nowhere', paths: /^/, headers: own }

export function surfaceOf(path: string): Surface {
  return surfaces.find(({ paths }) => paths.test(path)) ?? nowhere
}

/** @throws TypeError for a route that no row of the table is about */
export function checkSurfaces(routes: readonly { readonly path: string }[]): void {
  for (const { path } of routes) {
    if (path !== '/*' && surfaceOf(path) === nowhere) throw new TypeError(`${path}: no surface`)
  }
}
