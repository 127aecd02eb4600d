import { connect, createServer, type Server, type Socket } from 'node:net'

/** What a wire does to who talks over it. */
export type Weather =
  | { readonly kind: 'clear' }
  /** Each piece comes so much later. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** Breaks a connection when so many bytes have come back. */
  | { readonly kind: 'reset'; readonly afterBytes: number }
  /** Takes what is said and never says anything. */
  | { readonly kind: 'half-open' }
  /** Answers come byte by byte. */
  | { readonly kind: 'slices' }
  /** What is asked arrives, what is answered does not; the connection then breaks. */
  | { readonly kind: 'drop-answer' }

/** A port that leads to another one, through weather that can be changed. */
export interface Line {
  readonly port: number
  readonly url: string
  /** For connections that open from now on. */
  weather: Weather
  /** Where new connections lead. */
  target: number
  /** Breaks all connections that are open. */
  cut(): void
  close(): Promise<void>
}

export async function openLine(target: number): Promise<Line> {
  const open = new Set<Socket>()
  const line = { weather: { kind: 'clear' } as Weather, target }
  const server = createServer((near) => {
    const far = connect(line.target, '127.0.0.1')
    for (const socket of [near, far]) {
      open.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        open.delete(socket)
        near.destroy()
        far.destroy()
      })
    }
    near.pipe(far)
    carryBack(far, near, line.weather)
  })
  const port = await listen(server)
  return Object.assign(line, {
    port,
    url: `http://127.0.0.1:${port}`,
    cut: () => {
      for (const socket of open) socket.destroy()
    },
    async close() {
      for (const socket of open) socket.destroy()
      await new Promise((done) => server.close(done))
    },
  })
}

/** Brings answers back as the weather lets them. */
function carryBack(far: Socket, near: Socket, weather: Weather): void {
  let bytes = 0
  far.on('data', (piece) => {
    bytes += piece.length
    switch (weather.kind) {
      case 'slow':
        setTimeout(() => near.write(piece), weather.ms)
        return
      case 'reset':
        if (bytes > weather.afterBytes) near.resetAndDestroy()
        else near.write(piece)
        return
      case 'half-open':
        return
      case 'drop-answer':
        near.destroy()
        return
      case 'slices':
        for (const byte of piece) near.write(Buffer.of(byte))
        return
      default:
        near.write(piece)
    }
  })
  far.on('end', () => {
    if (weather.kind !== 'half-open') near.end()
  })
}

function listen(server: Server): Promise<number> {
  return new Promise((done) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      done(typeof address === 'object' && address ? address.port : 0)
    })
  })
}
