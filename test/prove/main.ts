import { proveRefunds } from './refunds.ts'
import { measureTimings } from './timing.ts'

const scope = { lines: 4, suppliers: 3, operations: 6 }
const began = performance.now()
const { orders, situations, sequences } = proveRefunds(scope, (proven) => {
  if (process.stderr.isTTY) process.stderr.write(`\r${proven.orders} orders`)
})
const seconds = ((performance.now() - began) / 1000).toFixed(0)
console.log(
  `refunds: ${orders} orders of at most ${scope.lines} lines and ${scope.suppliers} suppliers,`,
  `${sequences.toLocaleString('en')} sequences of at most ${scope.operations} refunds`,
  `through ${situations.toLocaleString('en')} situations, 0 counterexamples, ${seconds} s`,
)

for (const { name, t } of measureTimings())
  console.log(`time: ${name}, t = ${t.toFixed(1)} between a wrong first and a wrong last letter`)
