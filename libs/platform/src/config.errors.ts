/** One variable of the environment that cannot be used, and what it should be. */
export interface ConfigFault {
  readonly name: string;
  readonly advice: string;
}

/** The environment cannot be used. Values are not repeated: some of them hold passwords. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  constructor(readonly faults: readonly ConfigFault[]) {
    const lines = faults.map((fault) => `  ${fault.name} ${fault.advice}`);
    super(`the environment cannot be used:\n${lines.join('\n')}`);
  }
}
