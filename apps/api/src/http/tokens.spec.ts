import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseTokens, readTokens, TokenFileError } from './tokens.js';

describe('a token file', () => {
  it('holds a token a line, each with its subject', () => {
    const tokens = parseTokens('# who may call\n\n  s3cret  \nother desk-1 and a remark\n');
    expect(tokens.subjectOf('s3cret')).toBe('operator');
    expect(tokens.subjectOf('other')).toBe('desk-1');
    for (const token of ['', '#', 's3cre', 's3crets', 'desk-1', '# who may call']) {
      expect(tokens.subjectOf(token)).toBeUndefined();
    }
  });

  it('says what to do where it cannot be used', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'sla-ledger-tokens-'));
    try {
      const file = join(directory, 'tokens');
      await expect(readTokens(file)).rejects.toBeInstanceOf(TokenFileError);
      await writeFile(file, '\n# none yet\n  # nor here\n');
      await expect(readTokens(file)).rejects.toBeInstanceOf(TokenFileError);
      await writeFile(file, '# mine\n  s3cret');
      expect((await readTokens(file)).subjectOf('s3cret')).toBe('operator');
    } finally {
      await rm(directory, { recursive: true });
    }
  });
});
