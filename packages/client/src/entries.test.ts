import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const run = promisify(execFile)
const flags = ['--conditions=@xiaopu/source', '--input-type=module', '-e']

test.each(['./index.ts', './fetch.ts', './after-sales.ts', './mini.ts', './stores/index.ts'])(
  'importing %s in bare Node does nothing and leaves nothing behind',
  async (entry) => {
    // nanostores counts its batches in one global.
    const names =
      "Object.getOwnPropertyNames(globalThis).filter((n) => !n.startsWith('nanostores'))"
    const url = new URL(entry, import.meta.url).href
    const script = `const before = ${names}; await import('${url}');
      console.log(String(before) === String(${names}))`
    const { stdout, stderr } = await run(process.execPath, [...flags, script])
    expect({ stdout, stderr }).toEqual({ stdout: 'true\n', stderr: '' })
  },
)
