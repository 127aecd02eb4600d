#!/usr/bin/env node
// An older one would name something that it does not know and stop.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major > 22 || (major === 22 && minor >= 18)) {
  await import('../dist/main.js')
} else {
  const { node } = process.versions
  console.error(`需要 Node 22.18 或更新的版本，现在是 ${node}`)
  console.error(`Node 22.18 or newer is needed, this is ${node}`)
  process.exitCode = 1
}
