import { join } from 'node:path'
import { defaultMerchant } from './cashier/index.ts'
import { createSandbox, DEFAULT_APP_KEY, DEFAULT_APP_SECRET } from './sandbox.ts'
import { TEMPERAMENT_CHOICES, type TemperamentChoice } from './world/temperament.ts'
import { FIRST_MEMBER, FIRST_REFRESH_TOKEN, FIRST_TOKEN } from './world/world.ts'

const { env } = process
const appKey = env.SANDBOX_APP_KEY || DEFAULT_APP_KEY
const appSecret = env.SANDBOX_APP_SECRET || DEFAULT_APP_SECRET

const offersFile = env.SANDBOX_OFFERS || env.XIAOPU_OFFERS

const port = Number(env.PORT || 8689)

const { sandbox, url } = await open().catch((error: unknown) => {
  console.error(explain(error))
  process.exit(1)
})

console.log(`1688 sandbox 沙盒
  app key       ${appKey}
  app secret    ${appSecret}
  access token  ${FIRST_TOKEN} (never expires; refresh token ${FIRST_REFRESH_TOKEN})
  buyer         ${FIRST_MEMBER.memberId}
  gateway       ${url}/openapi/param2/1/<namespace>/<api>/${appKey}
  cashier       ${url}/cashier/v1 merchant ${defaultMerchant.id} secret ${defaultMerchant.secret}
  control       ${url}/sandbox/ , ${url}/sandbox/api
ready ${url}`)

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, async () => {
    await sandbox.stop()
    process.exit(0)
  })
}

async function open() {
  const made = createSandbox({
    appKey,
    appSecret,
    ...(offersFile && { offersFile }),
    ...(env.SANDBOX_FAULTS && { faultsFile: env.SANDBOX_FAULTS }),
    ...(env.SANDBOX_TEMPERAMENT && { temperament: temperament(env.SANDBOX_TEMPERAMENT) }),
    ...(env.SANDBOX_SINGLE_USER === '1' && { singleUser: true }),
    ...(env.XIAOPU_DATA && { dir: join(env.XIAOPU_DATA, 'sandbox') }),
  })
  const { url: at } = await made.start({ port })
  return { sandbox: made, url: at }
}

function temperament(asked: string): TemperamentChoice {
  const known = TEMPERAMENT_CHOICES.find((each) => each === asked)
  if (!known) throw new Error(`SANDBOX_TEMPERAMENT is none of ${TEMPERAMENT_CHOICES.join(', ')}`)
  return known
}

/** Says what to do, without a stack, where the fault lies outside. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if ('code' in error && error.code === 'EADDRINUSE') {
    return `端口 ${port} 已被占用: port ${port} is in use, set PORT to another one`
  }
  return error.message
}
