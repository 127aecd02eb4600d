import { join, resolve } from 'node:path'
import { type AlibabaOptions, alibaba, refreshingToken, type TokenSource } from '@xiaopu/alibaba'
import type { PaymentProvider, Platform } from '@xiaopu/domain'
import { keptFetch } from '@xiaopu/gateway'
import { sandboxCashier } from '@xiaopu/pay/sandbox'
import { CommandError } from './command-error.ts'
import { keepEvidence } from './keep-evidence.ts'
import type { Log } from './log.ts'
import { isProduction, shortestSecret } from './production.ts'
import { type Environment, readNumber, readUrl } from './settings.ts'

/** What a gateway in production stands between, as the environment names it. */
export interface Services {
  readonly platform: Platform
  /** Takes the money of shops that have no account of their own; absent, each needs one. */
  readonly payments?: PaymentProvider
  readonly imageHosts: readonly string[]
}

/** Printed in public by the sandbox: good for it, nothing else. A test holds these to its own. */
export const publicSecrets: readonly string[] = ['sandbox-secret', 'cashier-secret']

/** @throws CommandError naming what is missing, or a well-known secret in production */
export function readServices(env: Environment, hooks: PlatformHooks = {}): Services {
  return {
    platform: platformOf(env, hooks),
    ...(cashierNames.some((name) => env[name]) && { payments: cashierOf(env) }),
    imageHosts: (env.IMAGE_HOSTS || '.alicdn.com').split(/[,\s]+/).filter((host) => host !== ''),
  }
}

const cashierNames = ['CASHIER_URL', 'CASHIER_MERCHANT', 'CASHIER_SECRET'] as const

/** All of it or nothing: half a cashier is a slip. */
function cashierOf(env: Environment): PaymentProvider {
  return sandboxCashier({
    baseUrl: neededUrl(env, 'CASHIER_URL'),
    merchant: needed(env, 'CASHIER_MERCHANT'),
    secret: ownSecret(env, 'CASHIER_SECRET'),
    fetch: keptFetch,
  })
}

/** What a process does beside answering: keeping evidence, recording. */
export type PlatformHooks = Pick<AlibabaOptions, 'onEvidence' | 'record'>

/** `XIAOPU_RECORD_1688` names a folder to record calls and messages in: docs/record-1688.md. */
export function hooksOf(env: Environment, dataDir: string, log: Log): PlatformHooks {
  return {
    onEvidence: keepEvidence(join(dataDir, 'evidence'), log),
    ...(env.XIAOPU_RECORD_1688 && { record: resolve(env.XIAOPU_RECORD_1688) }),
  }
}

/** The app at 1688, as the environment names it. */
export function readApp(env: Environment) {
  return {
    baseUrl: readUrl(env, 'ALIBABA_BASE_URL', /^https?:$/) ?? 'https://gw.open.1688.com',
    appKey: needed(env, 'ALIBABA_APP_KEY'),
    appSecret: secretOf(env, 'ALIBABA_APP_SECRET'),
  }
}

function platformOf(env: Environment, hooks: PlatformHooks): Platform {
  const app = readApp(env)
  const callsPerMinute = readNumber(env, 'ALIBABA_CALLS_PER_MINUTE', 1, 1_000_000)
  const token = tokenOf(env, app)
  return alibaba({
    ...app,
    fetch: keptFetch,
    ...hooks,
    ...(token !== undefined && { token }),
    ...(callsPerMinute !== undefined && { callsPerMinute }),
  })
}

/**
 * A refresh token renews itself; a bare access token lasts as long as it lasts; an app that is bound
 * to one account (`ALIBABA_TOKEN=none`) needs neither.
 */
export function tokenOf(
  env: Environment,
  account: { baseUrl: string; appKey: string; appSecret: string },
): TokenSource | string | undefined {
  const refreshToken = env.ALIBABA_REFRESH_TOKEN
  if (refreshToken) return refreshingToken({ ...account, refreshToken })
  const token = needed(env, 'ALIBABA_TOKEN')
  return token === 'none' ? undefined : token
}

/** A secret that somebody else chose, and how long it is with it. */
function secretOf(env: Environment, name: string): string {
  const secret = needed(env, name)
  if (isProduction(env) && publicSecrets.includes(secret)) {
    throw new CommandError((cli) => cli.publicSecret(name))
  }
  return secret
}

/** A secret that we choose: one that can be tried out lets anybody say that he paid. */
function ownSecret(env: Environment, name: string): string {
  const secret = secretOf(env, name)
  if (isProduction(env) && Buffer.byteLength(secret) < shortestSecret) {
    throw new CommandError((cli) => cli.shortSecret(name, shortestSecret))
  }
  return secret
}

function needed(env: Environment, name: string): string {
  const value = env[name]
  if (!value) throw new CommandError((cli) => cli.missingSetting(name))
  return value
}

function neededUrl(env: Environment, name: string): string {
  return readUrl(env, name, /^https?:$/) ?? needed(env, name)
}
