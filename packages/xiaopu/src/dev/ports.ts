import { type Listener, listen } from '../listen.ts'
import { ownHost, reachableHost, type Settings } from '../settings.ts'
import type { Stopping } from '../stopping.ts'

/** An open port: `own` is its address for this machine, `public` for whoever buys. */
export interface Port {
  readonly listener: Listener
  readonly own: string
  readonly public: string
}

export interface Ports {
  readonly gateway: Port
  readonly sandbox: Port
}

/**
 * Opens the gateway's port and the next one for the sandbox.
 *
 * @throws CommandError where one is taken
 */
export async function openPorts(settings: Settings, stopping: Stopping): Promise<Ports> {
  const { host, port, baseUrl } = settings
  const open = async (wanted: number): Promise<Port> => {
    const listener = await listen({ port: wanted, host })
    stopping.onStop(listener.close)
    return {
      listener,
      own: `http://${ownHost(host)}:${listener.port}`,
      public: `http://${reachableHost(host)}:${listener.port}`,
    }
  }
  const gateway = await open(port)
  const sandbox = await open(port === 0 ? 0 : port + 1)
  return { gateway: { ...gateway, ...(baseUrl && { public: baseUrl }) }, sandbox }
}
