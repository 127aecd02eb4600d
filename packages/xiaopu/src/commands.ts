import type { Settings } from './settings.ts'

/** @returns the exit code */
export async function runCommand(
  name: string,
  _args: readonly string[],
  { texts }: Settings,
): Promise<number> {
  console.error(texts.cli.unknownCommand(name))
  return 1
}
