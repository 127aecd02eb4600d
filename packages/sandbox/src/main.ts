import { defaultMerchant } from './cashier/index.ts'
import { CommandLineError, help, readCommandLine } from './command-line.ts'
import { createSandbox, DEFAULT_APP_KEY, DEFAULT_APP_SECRET } from './sandbox.ts'
import { FIRST_MEMBER, FIRST_REFRESH_TOKEN, FIRST_TOKEN } from './world/world.ts'

await run().catch((error: unknown) => {
  console.error(explain(error))
  process.exit(error instanceof CommandLineError ? 2 : 1)
})

async function run(): Promise<void> {
  const asked = readCommandLine(process.argv.slice(2), process.env)
  if (asked.kind === 'help') {
    process.stdout.write(help)
    return
  }
  const { options, port, host } = asked
  const { appKey = DEFAULT_APP_KEY, appSecret = DEFAULT_APP_SECRET } = options
  const sandbox = createSandbox(options)
  const { url } = await sandbox.start({ port, host }).catch((error: unknown) => {
    throw isInUse(error)
      ? new Error(`端口 ${port} 已被占用，换一个：--port 或 PORT。
Port ${port} is in use: give another one by --port or PORT.`)
      : error
  })
  console.log(`1688 sandbox 沙箱
  app key       ${appKey}
  app secret    ${appSecret}
  access token  ${FIRST_TOKEN} (never expires; refresh token ${FIRST_REFRESH_TOKEN})
  buyer         ${FIRST_MEMBER.memberId}
  gateway       ${url}/openapi/param2/1/<namespace>/<api>/${appKey}
  cashier       ${url}/cashier/v1 merchant ${defaultMerchant.id} secret ${defaultMerchant.secret}
  control       ${url}/sandbox/ , ${url}/sandbox/api
  state         ${options.dir ?? 'in memory only, --data <folder> keeps it'}
ready ${url}`)
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, async () => {
      await sandbox.stop()
      process.exit(0)
    })
  }
}

function isInUse(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
}

/** Says what to do, without a stack, where the fault lies outside. */
function explain(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
