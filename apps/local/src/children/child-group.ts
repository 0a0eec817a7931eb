import { join } from 'node:path';
import { dataDirPaths } from '../data-dir/data-dir.js';
import type { DataDirLock, NamedProcess } from '../data-dir/data-dir.lock.js';
import { errorText } from '../stack.error.js';
import type { ChildProgram } from './child.js';
import { type ChildLog, openChildLog } from './child-log.js';
import { Supervisor } from './supervisor.js';
import { onlyNews, warningIn } from './warnings.js';

/** The children of a stack: started in stages, kept running, stopped in the reverse order. */
export class ChildGroup {
  private readonly supervisors: Supervisor[] = [];
  private readonly logs: ChildLog[] = [];
  private readonly running = new Map<string, NamedProcess>();
  private recorded = Promise.resolve();
  private stopping = false;

  constructor(
    private readonly dataDir: string,
    private readonly lock: DataDirLock,
    private readonly note: (text: string) => void,
  ) {}

  /** @throws StackError of the first one that cannot start; those that did go on until `stop` */
  async start(stage: readonly ChildProgram[]): Promise<void> {
    await Promise.all(stage.map((program) => this.add(program).start()));
  }

  /** When `now` aborts, without regard for what is under way. */
  async stop(now: AbortSignal): Promise<void> {
    this.stopping = true;
    const hurry = (): void => void Promise.all(this.supervisors.map((supervisor) => supervisor.stopNow()));
    now.addEventListener('abort', hurry, { once: true });
    for (const supervisor of this.supervisors.toReversed()) {
      await (now.aborted ? supervisor.stopNow() : supervisor.stop());
    }
    now.removeEventListener('abort', hurry);
    await Promise.all(this.logs.map((log) => log.close()));
    await this.recorded;
  }

  private add(program: ChildProgram): Supervisor {
    const warn = onlyNews((text) => this.note(`[${program.name}] ${text}`));
    const log = openChildLog(join(dataDirPaths(this.dataDir).logs, `${program.name}.log`), {
      onLine: (line) => {
        const warning = this.stopping ? undefined : warningIn(line);
        if (warning !== undefined) warn(warning);
      },
    });
    const supervisor = new Supervisor(program, {
      log,
      note: this.note,
      onProcess: (process) => this.record(program.name, process),
    });
    this.logs.push(log);
    this.supervisors.push(supervisor);
    return supervisor;
  }

  private record(name: string, process: NamedProcess | undefined): void {
    if (process === undefined) this.running.delete(name);
    else this.running.set(name, process);
    // One after another, each with what is true when its turn comes. Failing (disk full) it costs only the tidiness of
    // a start after a kill.
    this.recorded = this.recorded
      .then(() => this.lock.record([...this.running.values()]))
      .catch((error: unknown) => this.note(`cannot note which processes run: ${errorText(error)}`));
  }
}
