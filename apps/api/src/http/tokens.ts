import { createHash, timingSafeEqual } from 'node:crypto';
import { readFile } from 'node:fs/promises';

/** Who holds which token. Only hashes are kept. */
export interface Tokens {
  /** The subject of the token; undefined where it is not one of ours. Takes equally long for every token. */
  subjectOf(token: string): string | undefined;
}

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Reads a token file: a line a token, `TOKEN [SUBJECT]`, blank lines and those that begin with `#` left out. Without a
 * subject it is the operator's.
 *
 * @example
 * const tokens = parseTokens('s3cret\nother desk-1\n');
 * tokens.subjectOf('other') // 'desk-1'
 */
export const parseTokens = (text: string): Tokens => {
  const lines = text.split('\n').map((line) => line.trim());
  const entries = lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [token = '', subject = 'operator'] = line.split(/\s+/);
      return { hash: sha256(token), subject };
    });
  return {
    subjectOf: (token) => {
      const hash = sha256(token);
      // All of them, whichever matches: how long it takes says nothing.
      return entries.filter((entry) => timingSafeEqual(entry.hash, hash))[0]?.subject;
    },
  };
};

/** A token file that cannot be used; the message says what to do. */
export class TokenFileError extends Error {
  override readonly name = 'TokenFileError';
}

/** @throws TokenFileError where the file cannot be read or holds no token */
export const readTokens = async (path: string): Promise<Tokens> => {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    const advice = 'write a token into it, or let SLA_LEDGER_TOKEN_FILE name another file';
    throw new TokenFileError(`the token file ${path} cannot be read: ${advice}`, { cause: error });
  });
  if (!/^[^\S\n]*[^#\s]/m.test(text)) {
    throw new TokenFileError(`the token file ${path} holds no token: write one a line, as TOKEN [SUBJECT]`);
  }
  return parseTokens(text);
};
