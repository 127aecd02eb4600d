import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Listing } from '@xiaopu/domain'
import { type EmbeddedDatabase, startEmbedded } from '@xiaopu/gateway'
import { createSandbox, type Sandbox, type SandboxOffer } from '@xiaopu/sandbox'
import pg from 'pg'
import type { Chance } from '../fuzz/chance.ts'
import type { Phone } from '../simulate/buyer.ts'
import { baseUrl, type Goods } from '../simulate/ground.ts'
import { type Line, openLine } from './line.ts'

/** One gateway process among several. */
interface House {
  readonly port: number
  child: ChildProcess | undefined
  /** Whether it was told to die: an end that nobody asked for is a finding. */
  isKilled: boolean
}

export interface TownOptions {
  readonly gateways: number
  readonly offers: readonly SandboxOffer[]
}

const program = fileURLToPath(new URL('../gateway-process.ts', import.meta.url))

/** Real processes: gateways and a PostgreSQL server that can be killed, a sandbox behind a bad line. */
export class Town {
  readonly sandbox: Sandbox
  readonly toSandbox: Line
  readonly toDatabase: Line
  readonly findings: string[] = []
  keys = { publishable: '', secret: '' }
  goods: Goods[] = []
  #database: EmbeddedDatabase
  readonly #dir: string
  readonly #houses: House[]
  #offset = 0

  private constructor(
    parts: Pick<Town, 'sandbox' | 'toSandbox' | 'toDatabase'>,
    dir: string,
    database: EmbeddedDatabase,
    ports: readonly number[],
  ) {
    this.sandbox = parts.sandbox
    this.toSandbox = parts.toSandbox
    this.toDatabase = parts.toDatabase
    this.#dir = dir
    this.#database = database
    this.#houses = ports.map((port) => ({ port, child: undefined, isKilled: false }))
  }

  static async open({ gateways, offers }: TownOptions): Promise<Town> {
    const dir = await mkdtemp(join(tmpdir(), 'xiaopu-town-'))
    const database = await startEmbedded(dir)
    const ports: number[] = []
    for (let at = 0; at < gateways; at++) ports.push(await freePort())
    const callbackUrl = `http://127.0.0.1:${ports[0]}/v1/callbacks/1688`
    const sandbox = createSandbox({ callbackUrl, offers })
    const { url } = await sandbox.start()
    const toSandbox = await openLine(Number(new URL(url).port))
    const toDatabase = await openLine(Number(new URL(database.url).port))
    const town = new Town({ sandbox, toSandbox, toDatabase }, dir, database, ports)
    town.keys = (await town.startGateway(0, { XIAOPU_TEST_SHOP: 'demo' })) ?? town.keys
    for (let at = 1; at < gateways; at++) await town.startGateway(at)
    for (const { offerId } of offers) town.goods.push(await town.#putOnSale(String(offerId)))
    return town
  }

  get size(): number {
    return this.#houses.length
  }

  /** Where a gateway listens. */
  address(at: number): string {
    return `http://127.0.0.1:${this.#houses[at]?.port}`
  }

  /** Returns when it answers; the keys of the shop that it was asked to open. */
  async startGateway(
    at: number,
    more: Readonly<Record<string, string>> = {},
  ): Promise<Town['keys'] | undefined> {
    const house = this.#houses[at]
    if (!house || house.child) return undefined
    const url = new URL(this.#database.url)
    url.port = String(this.toDatabase.port)
    url.search = ''
    const child = fork(program, {
      execArgv: ['--conditions=@xiaopu/source'],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env: {
        ...process.env,
        PORT: String(house.port),
        DATABASE_URL: url.href,
        XIAOPU_TEST_SANDBOX: this.toSandbox.url,
        XIAOPU_TEST_OFFSET: String(this.#offset),
        XIAOPU_TEST_DIR: this.#dir,
        XIAOPU_TEST_ALONE: 'no',
        ...more,
      },
    })
    house.child = child
    house.isKilled = false
    let said = ''
    child.stderr?.on('data', (piece) => {
      said = (said + piece).slice(-2_000)
    })
    child.once('exit', (code) => {
      house.child = undefined
      if (!house.isKilled) this.findings.push(`a gateway ended by itself (${code}): ${said}`)
    })
    const [born] = await Promise.race([once(child, 'message'), once(child, 'exit')])
    return typeof born === 'object' && born ? born.keys : undefined
  }

  /** `kill -9`. */
  async killGateway(at: number): Promise<void> {
    const house = this.#houses[at]
    const child = house?.child
    if (!house || !child) return
    house.isKilled = true
    const dead = once(child, 'exit')
    child.kill('SIGKILL')
    await dead
  }

  /** Kills the server (`SIGQUIT` is its immediate stop), and starts it again. */
  async killDatabase(signal: 'SIGKILL' | 'SIGQUIT'): Promise<void> {
    const [pid] = (await readFile(join(this.#dir, 'postgres', 'postmaster.pid'), 'utf8')).split(
      '\n',
    )
    process.kill(Number(pid), signal)
    this.toDatabase.cut()
    // Its children notice within moments; a server that starts too early says so and is asked again.
    for (let attempt = 0; ; attempt++) {
      await pause(200)
      try {
        this.#database = await startEmbedded(this.#dir)
        if (!this.#database.adopted) break
      } catch (error) {
        if (attempt > 50) throw error
      }
    }
    this.toDatabase.target = Number(new URL(this.#database.url).port)
  }

  /** Ends random sessions, as an administrator or a failing network would. */
  async endSessions(): Promise<void> {
    await this.read((watcher) =>
      watcher.query(`select pg_terminate_backend(pid) from pg_stat_activity
        where backend_type = 'client backend' and pid <> pg_backend_pid() and random() < 0.5`),
    )
  }

  /** A look into the database, past every proxy. */
  async read<T>(look: (watcher: pg.Client) => Promise<T>): Promise<T> {
    const types = new pg.TypeOverrides()
    types.setTypeParser(20, (text: string) => Number(text))
    const watcher = new pg.Client({ connectionString: this.#database.url, types })
    watcher.on('error', () => {})
    await watcher.connect()
    try {
      return await look(watcher)
    } finally {
      await watcher.end()
    }
  }

  /** A buyer's phone: it reaches one gateway or another, and its owner is in a hurry. */
  phone(chance: Chance): Phone {
    return {
      send: async (request) => {
        const { url, method, headers } = request
        const there = url.replace(baseUrl, this.address(chance.below(this.size)))
        const body = method === 'GET' ? {} : { body: await request.text() }
        const signal = AbortSignal.timeout(6_000)
        return fetch(there, { method, headers, redirect: 'manual', signal, ...body })
      },
      wait: (ms) => pause(ms >= 60_000 ? 100 : Math.max(20, ms / 12)),
      now: Date.now,
    }
  }

  /** Turns every clock. */
  async turn(ms: number): Promise<void> {
    this.#offset += ms
    await this.sandbox.clock.advance(ms)
    const first = this.#houses.find(({ child }) => child)
    for (const house of this.#houses) {
      if (!house.child?.connected) continue
      const told = once(house.child, 'message')
      house.child.send({ advance: ms, isJobs: house === first })
      await told
    }
  }

  async close(): Promise<void> {
    for (let at = 0; at < this.size; at++) await this.killGateway(at)
    await this.toSandbox.close()
    await this.toDatabase.close()
    await this.sandbox.stop()
    await this.#database.stop()
    await rm(this.#dir, { recursive: true, force: true })
  }

  async #putOnSale(offerId: string): Promise<Goods> {
    await this.sell('offers', { source: offerId })
    const { id } = await this.sell<Listing>('listings', { offerId })
    const { skus } = await this.sell<Listing>(`listings/${id}/publish`, {})
    const [sku] = skus.filter(({ hidden }) => !hidden).sort((a, b) => b.stock - a.stock)
    return { listing: id, sku: sku?.skuId ?? '', offerId }
  }

  /** Asks the first gateway as the seller. */
  async sell<Body>(path: string, body: object): Promise<Body> {
    const answer = await fetch(`${this.address(0)}/v1/seller/${path}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${this.keys.secret}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
    })
    if (answer.status !== 200) throw new Error(`${path}: ${await answer.text()}`)
    return answer.json() as Promise<Body>
  }
}

/** Real processes take real time; nothing here waits for a moment, only until something is so. */
export function pause(ms: number): Promise<void> {
  return new Promise((done) => setTimeout(done, ms))
}

async function freePort(): Promise<number> {
  const line = await openLine(0)
  await line.close()
  return line.port
}
