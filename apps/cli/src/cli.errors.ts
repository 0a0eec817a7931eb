/** A command that cannot go on: one sentence that says what to do. Exit code 2. */
export class CliError extends Error {
  override readonly name: string = 'CliError';
}

/** Something that was read says what it must not say: a line, an agreement, an instant. The message names every fault. */
export class InputError extends CliError {
  override readonly name = 'InputError';
}

/** Nobody reads the output any more (`| head`): the command is over, and nothing is wrong. */
export class OutputClosedError extends Error {
  override readonly name = 'OutputClosedError';
}

interface Fault {
  readonly pointer: string;
  readonly detail: string;
}

/** Every fault of a document in one sentence. */
export const faultsText = (faults: readonly Fault[]): string =>
  faults.map(({ pointer, detail }) => (pointer === '' ? detail : `${pointer} ${detail}`)).join('; ');

/** What Node calls the failure of a file, a stream or a connection (`ENOENT`); undefined for any other error. */
export function systemCodeOf(error: unknown): string | undefined {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
}
