/** Size of a protobuf varint for a safe integer that is not negative. */
const varintSize = (value: number): number => {
  let size = 1;
  for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 0x80)) size += 1;
  return size;
};

/** Size of a field with a length: bytes, text or message. Field numbers below 16 only: their tag is one byte. */
export const lengthFieldSize = (length: number): number => 1 + varintSize(length) + length;

/** Size of an unsigned number as a field. */
export const numberFieldSize = (value: number): number => 1 + varintSize(value);

/** Writes protobuf fields into a buffer whose size was worked out before. */
export class ProtoWriter {
  private at = 0;
  readonly buffer: Buffer;

  constructor(size: number) {
    this.buffer = Buffer.allocUnsafe(size);
  }

  varint(value: number): void {
    let rest = value;
    while (rest >= 0x80) {
      this.buffer[this.at++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.buffer[this.at++] = rest;
  }

  number(field: number, value: number): void {
    this.buffer[this.at++] = field << 3;
    this.varint(value);
  }

  /** Tag and length of what follows. */
  open(field: number, length: number): void {
    this.buffer[this.at++] = (field << 3) | 2;
    this.varint(length);
  }

  bytes(field: number, value: Uint8Array): void {
    this.open(field, value.byteLength);
    this.buffer.set(value, this.at);
    this.at += value.byteLength;
  }

  /** ASCII only: one byte a character. */
  ascii(field: number, value: string): void {
    this.open(field, value.length);
    this.at += this.buffer.write(value, this.at, 'latin1');
  }
}
