import {
  type Api,
  apis,
  type CashierFaultKind,
  createSandbox,
  DEFAULT_APP_KEY,
  DEFAULT_APP_SECRET,
  type FaultKind,
  FIRST_TOKEN,
  type MessageFaultKind,
  TEMPERAMENT_CHOICES,
} from '@xiaopu/sandbox'
import { code, page, table } from './markdown.ts'

const about = `The 1688 open platform and a cashier, offline. \`npx -y pnpm@10.34.9 start\` runs it beside the gateway on \`PORT + 1\`
(8689); \`npx -y pnpm@10.34.9 sandbox\` runs it alone. Its control page is \`/sandbox/\`.

It speaks \`/openapi/param2/<version>/<namespace>/<api>/<appKey>\` with the platform's own signature, checks, error envelopes and
units. App key \`${DEFAULT_APP_KEY}\`, secret \`${DEFAULT_APP_SECRET}\`, access token \`${FIRST_TOKEN}\`; other values by
\`SANDBOX_APP_KEY\` and \`SANDBOX_APP_SECRET\`. \`SANDBOX_OFFERS\` says what is sold: a file of real offers, or
\`generate:100000\` for a market of that many (10 to 1,000,000). \`SANDBOX_FAULTS\` names a [fault script](../faults.md),
\`SANDBOX_TEMPERAMENT\` how suppliers behave (${TEMPERAMENT_CHOICES.join(', ')}), \`SANDBOX_SINGLE_USER=1\` lets calls without
a token act for the first account.

Without this repository: \`npx @xiaopu/sandbox --data ./sandbox\`, with Node 22.18 or newer. \`--data\` is the one folder that
keeps its world over restarts (without it everything is in memory), \`--help\` names the options that stand for these variables.`

const control = `Bodies and answers are JSON; amounts in fen. An order is named by its platform id or by the \`outOrderId\` it was placed
under. A call answers after the pushes that it caused went out. \`GET /sandbox/api\` answers this table. Turn a day, for example:

\`\`\`sh
curl -X POST http://127.0.0.1:8689/sandbox/api/clock -d '{"advanceMs": 86400000}'
\`\`\``

const callFaults: Record<FaultKind, string> = {
  'timeout-before': 'silent for `ms`, nothing was done',
  'timeout-after': 'everything was done, then silent for `ms`',
  'reset-before': 'the connection breaks, nothing was done',
  'reset-after': 'everything was done, then the connection breaks',
  'http-500': 'HTTP 500 (or the 5xx of `code`) with an HTML page, nothing was done',
  'http-500-after': 'everything was done, then HTTP 500 with an HTML page',
  permission: '`gw.APIACLDecline`: the grant was withdrawn',
  'token-cancelled': 'the token of the call is gone for good, 401',
  qos: '`gw.QosAppFrequencyLimit`: too many calls',
  gateway: "a refusal of the platform's gateway with `code` and `message`",
  business: 'a refusal of the API itself with `code` and `message`',
  'bad-json': 'the answer breaks off in the middle',
  'half-answer': 'half of the answer, then the connection breaks',
  'slow-stream': 'the right answer, dripped over `ms`',
  'clock-skew':
    "the platform's clock is `ms` ahead: times in the answer, and a timestamp that was sent",
  'stale-read': 'the answer as of `ms` ago; a call that writes is answered as usual',
  'wrong-unit': 'one money field (`field`, or the first known one) in the other unit',
  'string-booleans': 'every flag as text',
  'extra-fields': 'every object has members that no document knows',
  'missing-fields': '`field` is gone, or one plain member in five',
  delay: 'the right answer, `ms` later',
  'pay-false-negative': 'the money moved, the answer says it did not',
  'list-result': 'one order, answered as if it had been split',
  'success-false': 'a good result under `success: false`',
  'empty-trace': 'no trail, although there is one',
}

const messageFaults: Record<MessageFaultKind, string> = {
  duplicate: 'arrives twice',
  late: 'arrives `ms` later',
  drop: 'never arrives',
  reorder: 'arrives after the one that follows it',
  'bad-signature': 'its first attempt is forged, the next one genuine',
  'data-as-text': '`data` is text that holds JSON',
}

const cashierFaults: Record<CashierFaultKind, string> = {
  drop: 'an attempt at a notice is lost',
  duplicate: 'a notice arrives `copies` times more',
  late: 'a notice arrives `seconds` later',
  'wrong-amount': 'a notice says one fen more, rightly signed',
  'wrong-signature': 'a notice signed with another secret',
  busy: 'a call of the merchant answers 503, nothing was done',
  'lost-answer': 'a call of the merchant does everything and answers 503',
}

/** The sandbox's page: what it speaks, how it is steered, what can be made to go wrong. */
export async function sandboxPage(): Promise<string> {
  const answer = await createSandbox({ offers: [] }).fetch(
    new Request('http://sandbox.test/sandbox/api'),
  )
  const rows = (await answer.json()) as ControlRow[]
  return page('Sandbox', about, [
    '## Control API',
    control,
    table(
      ['Call', 'What it does', 'Body'],
      rows.map(({ method, path, summary, body }) => [
        code(`${method} ${path}`),
        summary,
        code(body ?? ''),
      ]),
    ),
    '## Faults of 1688 calls',
    '`POST /sandbox/api/faults` with `api` as `namespace:name`, a bare name, or `*`. The next `times` calls (1 unless said) suffer, `after` so many that pass, or each with a `probability`. Whole scripts: [Faults](../faults.md).',
    faultTable(callFaults),
    '## Faults of push messages',
    '`POST /sandbox/api/message-faults`; `type` narrows it to one kind of message.',
    faultTable(messageFaults),
    '## Faults of the cashier',
    '`POST /sandbox/api/cashier-faults`.',
    faultTable(cashierFaults),
    '## Codes that its calls answer',
    'Besides the refusals of the gateway, which every call shares. A test provokes each of them.',
    table(['Call', 'Code', 'Kind', 'When'], [...apis].sort(byName).flatMap(codeRows)),
    '## 1688 calls that it answers',
    table(['Call', 'Version', 'Token', 'Parameters'], [...apis].sort(byName).map(apiRow)),
  ])
}

interface ControlRow {
  readonly method: string
  readonly path: string
  readonly summary: string
  readonly body?: string
}

const faultTable = (kinds: Readonly<Record<string, string>>): string =>
  table(
    ['Kind', 'What happens'],
    Object.entries(kinds).map(([kind, happens]) => [code(kind), happens]),
  )

const nameOf = ({ namespace, name }: Api) => `${namespace}:${name}`
const byName = (a: Api, b: Api) => nameOf(a).localeCompare(nameOf(b), 'en')

const codeRows = (api: Api): string[][] =>
  (api.codes ?? []).map(({ code: answered, kind, when }) => [
    code(nameOf(api)),
    code(answered),
    kind,
    when,
  ])

function apiRow(api: Api): string[] {
  const names = api.params.map(({ name, required }) => (required ? name : `${name}?`))
  return [
    code(nameOf(api)),
    api.versions.join(', '),
    api.needAuth ? 'yes' : '',
    code(names.join(' ')),
  ]
}
