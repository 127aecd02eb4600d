import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isNetwork, keyNetworks } from './key-networks.ts'

test.each([
  ...['203.0.113.0/24', '203.0.113.7', '203.0.113.7/32', '10.0.0.0/8', '0.0.0.0/0'],
  ...['2001:db8::/32', '2001:DB8::1', '::1', '::/0', 'fd00::/8'],
])('%s is a network', (text) => {
  expect(isNetwork(text)).toBe(true)
})

test.each([
  ...['', '/', '/24', 'example.com', '203.0.113', '203.0.113.0/', '203.0.113.0/33', '1.2.3.4/-1'],
  ...['203.0.113.0/24/24', '203.0.113.0/1e1', '203.0.113.256', '010.0.0.1', '1.2.3.4 /24'],
  ...['2001:db8::/129', '2001:db8', 'fe80::1%eth0', '::ffff:203.0.113.0/120', '0::FFFF:cb00:7100'],
])('%j is none', (text) => {
  expect(isNetwork(text)).toBe(false)
})

test.each<[string, string, boolean]>([
  ['203.0.113.0/24', '203.0.113.255', true],
  ['203.0.113.0/24', '203.0.114.0', false],
  // The block that holds the address, as firewalls read it.
  ['203.0.113.77/24', '203.0.113.1', true],
  ['203.0.113.7', '203.0.113.7', true],
  ['203.0.113.7', '203.0.113.8', false],
  ['2001:db8::/32', '2001:db8:ffff::1', true],
  ['2001:db8::/32', '2001:db9::1', false],
  ['2001:db8::1', '2001:DB8:0:0::1', true],
  ['0.0.0.0/0', '2001:db8::1', false],
  ['::/0', '203.0.113.7', false],
  ['::/0', '2001:db8::1', true],
  ['0.0.0.0/0', 'nonsense', false],
  ['0.0.0.0/0', '203.0.113.7:8080', false],
])('%s: is %s of it? %j', (network, address, holds) => {
  expect(keyNetworks([network]).hold(address)).toBe(holds)
})

test('of several networks any will do; an address that nobody can tell is in none', () => {
  const networks = keyNetworks(['203.0.113.0/24', '2001:db8::/32', '0.0.0.0/0', '::/0'])
  expect(networks.hold('198.51.100.1')).toBe(true)
  expect(networks.hold('2606:4700::1')).toBe(true)
  expect(networks.hold(undefined)).toBe(false)
  expect(networks.hold('')).toBe(false)
})

test('whatever the prefix, a network holds the addresses that begin with it', () => {
  const v4 = (bits: bigint) => [24n, 16n, 8n, 0n].map((by) => (bits >> by) & 0xffn).join('.')
  const v6 = (bits: bigint) =>
    Array.from({ length: 8 }, (_, nth) =>
      ((bits >> BigInt(112 - 16 * nth)) & 0xffffn).toString(16),
    ).join(':')
  for (const { width, written } of [
    { width: 32, written: v4 },
    { width: 128, written: v6 },
  ]) {
    const bits = fc.bigInt({ min: 0n, max: (1n << BigInt(width)) - 1n })
    const cases = fc.tuple(bits, bits, fc.nat({ max: width }), fc.nat({ max: width - 1 }))
    fc.assert(
      fc.property(cases, ([base, other, prefix, flipped]) => {
        const rest = BigInt(width - prefix)
        for (const address of [other, base ^ (1n << BigInt(flipped))]) {
          // Mapped IPv4 comes as IPv4.
          if (width === 128 && address >> 32n === 0xffffn) continue
          const network = keyNetworks([`${written(base)}/${prefix}`])
          expect(network.hold(written(address))).toBe(base >> rest === address >> rest)
        }
      }),
    )
  }
})
