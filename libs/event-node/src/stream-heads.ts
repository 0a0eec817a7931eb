/**
 * Last revisions of streams that this writer has seen lately. Sound only as long as this process is the only writer:
 * cleared whenever it has lost that right or does not know how a transaction ended.
 */
export class StreamHeads {
  private readonly lasts = new Map<string, number>();

  constructor(private readonly most: number) {}

  get(stream: string): number | undefined {
    return this.lasts.get(stream);
  }

  set(stream: string, last: number): void {
    this.lasts.delete(stream);
    this.lasts.set(stream, last);
    if (this.lasts.size <= this.most) return;
    const [oldest] = this.lasts.keys();
    if (oldest !== undefined) this.lasts.delete(oldest);
  }

  clear(): void {
    this.lasts.clear();
  }
}
