/**
 * Why an address was not asked, or its answer not taken:
 * `url` no address for us, `host` not on the list, `address` resolves to a private network,
 * `unreachable` no answer, `late` over time, `redirect` points elsewhere, `encoding` packed,
 * `too-large` over the byte limit.
 */
export type EgressReason =
  | 'url'
  | 'host'
  | 'address'
  | 'unreachable'
  | 'late'
  | 'redirect'
  | 'encoding'
  | 'too-large'

/** Says the reason and never the address: it may name a supplier or hold a token. */
export class EgressError extends Error {
  override name = 'EgressError' as const
  readonly reason: EgressReason

  constructor(reason: EgressReason, options?: ErrorOptions) {
    super(sentences[reason], options)
    this.reason = reason
  }
}

const sentences: Readonly<Record<EgressReason, string>> = {
  url: 'not an https address on the usual port',
  host: 'a host that is not on the list',
  address: 'an address that is not of the public network',
  unreachable: 'not reached',
  late: 'not answered in time',
  redirect: 'points elsewhere',
  encoding: 'packed, though it was asked not to be',
  'too-large': 'too large',
}
