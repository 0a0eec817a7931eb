import { CliError } from '../cli.errors.js';

/**
 * Standard input can be read once: refuses two files that are both it.
 *
 * @param files by their options, as the command line gives them
 */
export function oneStandardInput(files: Readonly<Record<string, string | undefined>>): void {
  const asked = Object.keys(files).filter((option) => files[option] === '-');
  if (asked.length > 1)
    throw new CliError(
      `Standard input holds one of them: give files for all but one of ${asked.join(', ')}.`,
    );
}
