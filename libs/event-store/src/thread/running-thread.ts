import { Worker, type Transferable } from 'node:worker_threads';

/** The thread itself, from its beginning to its end; and how many need it. */
export class RunningThread {
  private readonly worker = new Worker(new URL('./reading-thread.main.js', import.meta.url));
  private readings = 0;
  private unneeded: NodeJS.Timeout | undefined;
  /** Whether it takes no more questions. */
  isOver = false;
  /** Once it has ended: what to throw to whoever needs it yet, with why as its cause. */
  readonly gone: Promise<Error>;

  /** @param keptMs how long it is kept when nobody needs it */
  constructor(private readonly keptMs: number) {
    this.gone = new Promise((resolve) => {
      let cause: unknown;
      this.worker.once('error', (error) => (cause = error));
      this.worker.once('exit', () => {
        this.isOver = true;
        resolve(new Error('the thread that reads the log has ended', { cause }));
      });
    });
  }

  /** One more needs it, until it has `left`. */
  ask(question: object, ports: Transferable[]): void {
    this.readings += 1;
    clearTimeout(this.unneeded);
    this.worker.ref();
    this.worker.postMessage(question, ports);
  }

  left(): void {
    this.readings -= 1;
    if (this.readings > 0) return;
    this.worker.unref();
    this.unneeded = setTimeout(() => this.end(), this.keptMs).unref();
  }

  end(): void {
    this.isOver = true;
    void this.worker.terminate();
  }
}
