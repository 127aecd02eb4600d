import { createSandbox } from '@xiaopu/sandbox'

// Run by open-shop.ts as a program: 1688 and the cashier, with no limit on calls per minute, since
// a benchmark makes more than an app may.
const sandbox = createSandbox({
  callsPerMinute: 1_000_000,
  callbackUrl: `${process.env.GATEWAY_URL}/v1/callbacks/1688`,
})
const { url } = await sandbox.start()
console.log(`ready ${url}`)
process.once('SIGTERM', async () => {
  await sandbox.stop()
  process.exit(0)
})
