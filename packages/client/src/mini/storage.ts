import { memoryStorage, type ShopStorage } from '../storage.ts'
import type { MiniHost } from './host.ts'

/**
 * The host's storage, of which a program has 10 MB and 1 MB a key. Where it is missing, throws or is
 * full, things are kept for as long as the program runs.
 */
export function miniStorage(host: MiniHost): ShopStorage {
  const memory = memoryStorage()
  return {
    get: (key) => (memory.get(key) ?? read(host, key)) || undefined,
    set(key, value) {
      if (write(host, key, value)) memory.set(key, undefined)
      else memory.set(key, value ?? '')
    },
  }
}

/** A missing key is `''`; Xiaohongshu wraps what it answers. */
function read(host: MiniHost, key: string): string | undefined {
  try {
    const stored = host.getStorageSync?.(key)
    const value = isWrapped(stored) ? stored.data : stored
    return typeof value === 'string' && value !== '' ? value : undefined
  } catch {
    return undefined
  }
}

export function isWrapped(value: unknown): value is { data: unknown } {
  return typeof value === 'object' && value !== null && 'code' in value && 'data' in value
}

function write(host: MiniHost, key: string, value: string | undefined): boolean {
  try {
    if (value === undefined) host.removeStorageSync?.(key)
    else host.setStorageSync?.(key, value)
    return host.setStorageSync !== undefined
  } catch {
    return false
  }
}
