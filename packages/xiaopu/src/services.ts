import { alibaba, refreshingToken, type TokenSource } from '@xiaopu/alibaba'
import type { PaymentProvider, Platform } from '@xiaopu/domain'
import { sandboxCashier } from '@xiaopu/pay/sandbox'
import { CommandError } from './command-error.ts'
import { type Environment, readUrl } from './settings.ts'

/** What a gateway in production stands between, as the environment names it. */
export interface Services {
  readonly platform: Platform
  readonly payments: PaymentProvider
  readonly merchant: string
  readonly imageHosts: readonly string[]
}

/** Printed in public by the sandbox: good for it, nothing else. A test holds these to its own. */
export const publicSecrets: readonly string[] = ['sandbox-secret', 'cashier-secret']

/** @throws CommandError naming what is missing, or a well-known secret in production */
export function readServices(env: Environment): Services {
  const merchant = needed(env, 'CASHIER_MERCHANT')
  return {
    platform: platformOf(env),
    payments: sandboxCashier({
      baseUrl: neededUrl(env, 'CASHIER_URL'),
      merchant,
      secret: secretOf(env, 'CASHIER_SECRET'),
    }),
    merchant,
    imageHosts: (env.IMAGE_HOSTS || '.alicdn.com').split(/[,\s]+/).filter((host) => host !== ''),
  }
}

function platformOf(env: Environment): Platform {
  const account = {
    baseUrl: readUrl(env, 'ALIBABA_BASE_URL', /^https?:$/) ?? 'https://gw.open.1688.com',
    appKey: needed(env, 'ALIBABA_APP_KEY'),
    appSecret: secretOf(env, 'ALIBABA_APP_SECRET'),
  }
  return alibaba({ ...account, token: tokenOf(env, account) })
}

/** A refresh token renews itself; a bare access token lasts as long as it lasts. */
function tokenOf(
  env: Environment,
  account: { baseUrl: string; appKey: string; appSecret: string },
): TokenSource | string {
  const refreshToken = env.ALIBABA_REFRESH_TOKEN
  return refreshToken ? refreshingToken({ ...account, refreshToken }) : needed(env, 'ALIBABA_TOKEN')
}

function secretOf(env: Environment, name: string): string {
  const secret = needed(env, name)
  if (env.NODE_ENV === 'production' && publicSecrets.includes(secret)) {
    throw new CommandError((cli) => cli.publicSecret(name))
  }
  return secret
}

export function needed(env: Environment, name: string): string {
  const value = env[name]
  if (!value) throw new CommandError((cli) => cli.missingSetting(name))
  return value
}

function neededUrl(env: Environment, name: string): string {
  return readUrl(env, name, /^https?:$/) ?? needed(env, name)
}
