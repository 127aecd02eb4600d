/** Says how far long work is: on one line of a terminal, on a line each where there is none. */
export function progress(say: (done: number, total: number) => string, total: number) {
  const { stderr } = process
  let done = 0
  const write = () => stderr.write(stderr.isTTY ? `\r\u001b[K${say(done, total)}` : '')
  write()
  return {
    step(): void {
      done++
      write()
    },
    end(): void {
      if (stderr.isTTY) stderr.write('\r\u001b[K')
    },
  }
}
