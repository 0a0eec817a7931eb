import type { Credentials } from '@app/event-node';

/** There is no limit to how often somebody may guess. */
export const shortestPassword = 16;

/**
 * Lines `USER:PASSWORD`, blank ones left out. A password may hold colons, a user may not (RFC 7617).
 *
 * @returns undefined when there is none, or one of them cannot be used
 * @example parseSecrets('ledger:correct horse battery') // [{ user: 'ledger', password: 'correct horse battery' }]
 */
export const parseSecrets = (text: string): readonly Credentials[] | undefined => {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const secrets = lines.map((line) => {
    const colon = line.indexOf(':');
    return { user: line.slice(0, Math.max(0, colon)), password: line.slice(colon + 1) };
  });
  const usable = secrets.every(({ user, password }) => user !== '' && password.length >= shortestPassword);
  return usable && secrets.length > 0 ? secrets : undefined;
};
