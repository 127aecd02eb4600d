/** Resolves at the first signal to stop; the second one ends the process at once. */
export function signalled(): Promise<void> {
  return new Promise((asked) => {
    let times = 0
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.on(signal, () => (++times > 1 ? process.exit(1) : asked()))
    }
  })
}
