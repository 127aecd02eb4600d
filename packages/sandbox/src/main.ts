import { createSandbox, DEFAULT_APP_KEY, DEFAULT_APP_SECRET } from './sandbox.ts'
import { FIRST_MEMBER, FIRST_REFRESH_TOKEN, FIRST_TOKEN } from './world/world.ts'

const { env } = process
const appKey = env.SANDBOX_APP_KEY ?? DEFAULT_APP_KEY
const appSecret = env.SANDBOX_APP_SECRET ?? DEFAULT_APP_SECRET

const sandbox = createSandbox({
  appKey,
  appSecret,
  ...(env.XIAOPU_OFFERS !== undefined && { offersFile: env.XIAOPU_OFFERS }),
  ...(env.XIAOPU_DATA !== undefined && { dir: `${env.XIAOPU_DATA}/sandbox` }),
})
const { url } = await sandbox.start({ port: Number(env.PORT ?? 8689) })

console.log(`1688 sandbox 沙盒
  app key       ${appKey}
  app secret    ${appSecret}
  access token  ${FIRST_TOKEN} (never expires; refresh token ${FIRST_REFRESH_TOKEN})
  buyer         ${FIRST_MEMBER.memberId}
  gateway       ${url}/openapi/param2/1/<namespace>/<api>/${appKey}
  control       ${url}/sandbox/ , ${url}/sandbox/api
ready ${url}`)

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, async () => {
    await sandbox.stop()
    process.exit(0)
  })
}
