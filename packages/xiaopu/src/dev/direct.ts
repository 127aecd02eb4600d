/**
 * `fetch` to a part of this process: the same requests and answers without a socket in between, which
 * may break while nothing is wrong. Who gives up waiting is let go, as on the network.
 */
export function direct(answer: (request: Request) => Promise<Response>): typeof fetch {
  return (input, init) => {
    const request = new Request(input, init)
    const { signal } = request
    const givenUp = new Promise<never>((_, failed) => {
      signal.addEventListener('abort', () => failed(signal.reason), { once: true })
    })
    return Promise.race([answer(request), givenUp])
  }
}
