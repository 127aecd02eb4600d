import type { Bytes } from './answer.ts'
import { type Packed, type Packing, pack, unpack } from './packing.ts'

/**
 * A body as it is kept: plain until somebody takes it packed, from then on packed only. Nearly everybody
 * takes it packed, in a fifth of the bytes; for who cannot, it is unpacked again.
 */
export class KeptBody {
  #plain: Bytes | undefined
  readonly #packed: Packed
  readonly #type: string

  /** @param packed - what was packed already, and is filled in */
  constructor(plain: Bytes, packed: Packed, type = '') {
    this.#plain = plain
    this.#packed = packed
    this.#type = type
  }

  /** Bytes that it holds. */
  get size(): number {
    const forms = [this.#plain, this.#packed.br, this.#packed.gzip]
    return forms.reduce((sum, form) => sum + (form?.byteLength ?? 0), 0)
  }

  as(packing: Packing | undefined): Bytes {
    if (!packing) return this.#whole()
    const packed = this.#packed[packing] ?? pack(this.#whole(), packing, this.#type)
    this.#packed[packing] = packed
    this.#plain = undefined
    return packed
  }

  #whole(): Bytes {
    if (this.#plain) return this.#plain
    const packing = this.#packed.gzip ? 'gzip' : 'br'
    return unpack(this.#packed[packing] ?? new Uint8Array(), packing)
  }
}
