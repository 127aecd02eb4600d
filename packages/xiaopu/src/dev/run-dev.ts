import { NoDatabaseError } from '@xiaopu/gateway'
import { shortLink } from '@xiaopu/share'
import { qrText } from '@xiaopu/share/qr'
import { columns } from '../print/table.ts'
import type { Settings } from '../settings.ts'
import { signalled } from '../signalled.ts'
import { type Running, startDev } from './dev.ts'
import { lanAddress } from './lan.ts'
import { DataInUseError } from './lock.ts'

/** `xiaopu dev`: runs until it is told to stop. @returns the exit code */
export async function runDev(settings: Settings): Promise<number> {
  const { cli } = settings.texts
  const stopping = signalled()
  try {
    const running = await startDev(settings)
    announce(running, settings)
    await stopping
    console.log(cli.stopping)
    await running.stop()
    console.log(cli.stopped)
    return 0
  } catch (error) {
    console.error(explain(error, settings))
    return 1
  }
}

function announce(running: Running, settings: Settings): void {
  const { cli } = settings.texts
  const { shop, url, sandboxUrl } = running
  const links: [string, string][] = [
    [cli.links.shop, `${url}/shop/${shop.slug}`],
    [cli.links.demo, `${url}/demo/`],
    [cli.links.sandbox, `${sandboxUrl}/sandbox/`],
    [cli.links.api, `${url}/openapi.json`],
    [cli.links.secret, shop.secretKey],
  ]
  const phone = lanAddress()
  const link = shortLink(phone ? url.replace('127.0.0.1', phone) : url, shop.share)
  const code = qrText(link, process.stdout.isTTY ? 'ansi' : 'none')
  console.log(`ready ${url}\n\n${columns(links)}\n\n${cli.scan}\n${code}\n${link}`)
}

/** What went wrong, in words that say what to do where we know it. */
function explain(error: unknown, { texts, port }: Settings): string {
  if (error instanceof DataInUseError) return texts.cli.alreadyRunning(error.pid)
  if (error instanceof NoDatabaseError) return error.message
  if (!(error instanceof Error)) return String(error)
  const code = (error as NodeJS.ErrnoException & { port?: number }).code
  if (code === 'EADDRINUSE') {
    return texts.cli.portTaken((error as NodeJS.ErrnoException & { port?: number }).port ?? port)
  }
  return error.stack ?? error.message
}
