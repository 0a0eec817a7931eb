/** The message is none: it ends in the middle of a field, or uses a kind of field that there is not. */
export class BadMessageError extends Error {
  override readonly name = 'BadMessageError';
}

/**
 * Walks through the fields of a protobuf message. Bytes are not copied: they lie in the message.
 *
 * @example for (let field = reader.next(); field !== 0; field = reader.next()) field === 1 ? reader.bytes() : reader.skip()
 */
export class ProtoReader {
  private at = 0;
  private kind = 0;

  constructor(private readonly message: Buffer) {}

  /** Number of the next field, 0 at the end. */
  next(): number {
    if (this.at >= this.message.length) return 0;
    const tag = this.varint();
    this.kind = tag & 7;
    return tag >>> 3;
  }

  /** A number; of one beyond 2^53 the upper digits only. */
  varint(): number {
    let value = 0;
    for (let scale = 1; scale <= 2 ** 63; scale *= 128) {
      const byte = this.message[this.at++];
      if (byte === undefined) break;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
    throw new BadMessageError('a number does not end');
  }

  bytes(): Buffer {
    if (this.kind !== 2) throw new BadMessageError(`a field of kind ${this.kind} where bytes should be`);
    return this.take(this.varint());
  }

  text(): string {
    return this.bytes().toString('utf8');
  }

  /** Passes over a field that nobody asks for. */
  skip(): void {
    if (this.kind === 0) this.varint();
    else if (this.kind === 1) this.take(8);
    else if (this.kind === 2) this.bytes();
    else if (this.kind === 5) this.take(4);
    else throw new BadMessageError(`a field of kind ${this.kind}`);
  }

  private take(size: number): Buffer {
    const start = this.at;
    this.at += size;
    if (this.at > this.message.length) throw new BadMessageError('it ends in the middle of a field');
    return this.message.subarray(start, this.at);
  }
}
