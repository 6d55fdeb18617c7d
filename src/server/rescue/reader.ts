/** Takes bytes off a stream by number, holding no more of it than was asked for and one chunk. */
export class Reader {
  readonly #source: AsyncIterator<Uint8Array>
  #chunks: Uint8Array[] = []
  #length = 0

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]()
  }

  /** The next so many bytes; undefined where the stream ends before. */
  async take(count: number): Promise<Buffer | undefined> {
    while (this.#length < count) {
      const next = await this.#source.next()
      if (next.done) return undefined
      this.#chunks.push(next.value)
      this.#length += next.value.length
    }
    const [first] = this.#chunks
    const all = first && this.#chunks.length === 1 ? view(first) : Buffer.concat(this.#chunks)
    this.#chunks = [all.subarray(count)]
    this.#length -= count
    return all.subarray(0, count)
  }

  /** The next line without its LF; undefined where there is none of at most `max` bytes. */
  async line(max: number): Promise<string | undefined> {
    const bytes: number[] = []
    for (let byte = await this.take(1); byte && bytes.length < max; byte = await this.take(1)) {
      if (byte[0] === 0x0a) return Buffer.from(bytes).toString('latin1')
      bytes.push(byte[0]!)
    }
    return undefined
  }
}

/** The same bytes, not copied. */
function view({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength)
}
