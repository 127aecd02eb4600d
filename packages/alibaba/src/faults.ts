import { ShopError } from '@xiaopu/domain'
import type { Api, ApiKind } from './apis.ts'
import { businessCodes, businessTexts, gatewayCodes } from './codes.ts'
import { type CodeMeaning, classOf, type ErrorClass, failureFor } from './error-class.ts'
import { codeOf, messageOf, type Refusal } from './wire/envelope.ts'

/** What an outcome that nobody can know means for a kind of call. */
const unknown: Readonly<Record<ApiKind, ErrorClass>> = {
  read: 'retry',
  tell: 'retry',
  write: 'in_doubt',
}

/** What an answer that makes no sense means: a write may have happened all the same. */
const absurd: Readonly<Record<ApiKind, ErrorClass>> = {
  read: 'schema',
  tell: 'schema',
  write: 'in_doubt',
}

/** E0: the gateway refused. An unclassified code never counts as success nor as refusal. */
export function gatewayFault(api: Api, code: string, requestId?: string): ShopError {
  return failure(api, meaning(gatewayCodes, code) ?? unknown[api.kind], {
    platformCode: code,
    ...(requestId && { requestId }),
  })
}

/** The API ran and said no. Its message is read but not passed on: it may repeat an address. */
export function refusal(api: Api, answer: Refusal): ShopError {
  const code = codeOf(answer)
  const message = messageOf(answer)
  const meant =
    meaning(api.codes ?? {}, code) ??
    meaning(businessCodes, code) ??
    api.texts?.find(([pattern]) => pattern.test(code) || pattern.test(message))?.[1] ??
    businessTexts.find(([pattern]) => pattern.test(message))?.[1]
  return failure(api, meant ?? api.otherwise ?? unknown[api.kind], { platformCode: code })
}

/** The answer cannot be read, or says something that cannot be. `path` names the field. */
export function nonsense(api: Api, path: string, cause?: unknown): ShopError {
  return failure(api, absurd[api.kind], { field: path }, cause)
}

/** No answer came, or not from the API: `sent` is false where the request surely never left. */
export function lost(api: Api, sent: boolean, cause: unknown, status = 0): ShopError {
  const became = sent ? unknown[api.kind] : 'retry'
  return failure(api, became, { ...(status > 0 && { status }) }, cause)
}

function failure(
  api: Api,
  meant: CodeMeaning,
  detail: Readonly<Record<string, string | number>>,
  cause?: unknown,
): ShopError {
  const facts = { api: api.name, class: classOf(meant), ...detail }
  return new ShopError(failureFor(meant), facts, cause === undefined ? undefined : { cause })
}

function meaning(
  codes: Readonly<Record<string, CodeMeaning>>,
  code: string,
): CodeMeaning | undefined {
  return Object.hasOwn(codes, code) ? codes[code] : undefined
}
