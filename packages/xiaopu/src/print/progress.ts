/** Says how far long work is, on one line of a terminal; silent where there is none. */
export function progress(say: (done: number, total: number) => string, total: number) {
  const { stderr } = process
  let done = 0
  const write = (text: string) => {
    if (stderr.isTTY) stderr.write(`\r\u001b[K${text}`)
  }
  write(say(done, total))
  return {
    step(): void {
      done++
      write(say(done, total))
    },
    /** So many are done, where the total is not known. */
    at(count: number): void {
      done = count
      write(say(done, total))
    },
    end(): void {
      write('')
    },
  }
}
