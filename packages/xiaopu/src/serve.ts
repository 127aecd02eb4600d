import { join } from 'node:path'
import { alibaba, refreshingToken } from '@xiaopu/alibaba'
import { createGateway } from '@xiaopu/gateway'
import { sandboxCashier } from '@xiaopu/pay/sandbox'
import { DEFAULT_APP_SECRET } from '@xiaopu/sandbox'
import { embedDir } from './dev/build-widgets.ts'
import { listen } from './listen.ts'
import type { Environment, Settings } from './settings.ts'
import { signalled } from './signalled.ts'

/** What `serve` needs from outside, and what stands in where it is not production. */
interface Services {
  readonly databaseUrl: string
  readonly url: string
  readonly platformUrl: string
  readonly appKey: string
  readonly appSecret: string
  readonly refreshToken: string
  readonly cashierUrl: string
  readonly merchant: string
  readonly cashierSecret: string
}

const names = {
  databaseUrl: 'DATABASE_URL',
  url: 'XIAOPU_URL',
  platformUrl: 'ALIBABA_URL',
  appKey: 'ALIBABA_APP_KEY',
  appSecret: 'ALIBABA_APP_SECRET',
  refreshToken: 'ALIBABA_REFRESH_TOKEN',
  cashierUrl: 'CASHIER_URL',
  merchant: 'CASHIER_MERCHANT',
  cashierSecret: 'CASHIER_SECRET',
} as const satisfies Record<keyof Services, string>

/** Secrets that are printed in public: good for a sandbox, nothing else. */
const publicSecrets: readonly string[] = [DEFAULT_APP_SECRET, 'cashier-secret']

/**
 * What the environment names.
 *
 * @throws TypeError naming what is missing, or a well-known secret in production
 */
export function readServices(env: Environment, isProduction: boolean): Services {
  const given: Environment = { ALIBABA_URL: 'https://gw.open.1688.com', ...env }
  const entries = Object.entries(names).map(([name, variable]) => [name, given[variable]] as const)
  const missing = entries.flatMap(([name, value]) => (value ? [] : [names[name as keyof Services]]))
  if (missing.length > 0) throw new TypeError(`xiaopu serve needs ${missing.join(', ')}`)
  const services = Object.fromEntries(entries) as unknown as Services
  const known = publicSecrets.find((secret) =>
    [services.appSecret, services.cashierSecret].includes(secret),
  )
  if (isProduction && known) {
    throw new TypeError(`"${known}" is the sandbox's secret and known to everyone: set your own`)
  }
  return services
}

/** `xiaopu serve`: the gateway alone, on PORT, until it is told to stop. @returns the exit code */
export async function runServe(settings: Settings, env: Environment): Promise<number> {
  const stopping = signalled()
  const services = readServices(env, settings.isProduction)
  const { platformUrl, appKey, appSecret, refreshToken, url } = services
  const gateway = await createGateway({
    databaseUrl: services.databaseUrl,
    baseUrl: url.replace(/\/+$/, ''),
    platform: alibaba({
      baseUrl: platformUrl,
      appKey,
      appSecret,
      token: refreshingToken({ baseUrl: platformUrl, appKey, appSecret, refreshToken }),
    }),
    payments: sandboxCashier({
      baseUrl: services.cashierUrl,
      merchant: services.merchant,
      secret: services.cashierSecret,
    }),
    merchant: services.merchant,
    imageHosts: ['.alicdn.com'],
    imageDir: join(settings.dataDir, 'images'),
    embedDir,
  })
  const listening = await listen((request) => gateway.fetch(request), {
    port: settings.port,
    hostname: '0.0.0.0',
  })
  console.log(`ready ${url}`)
  await stopping
  await listening.close()
  await gateway.stop()
  return 0
}
