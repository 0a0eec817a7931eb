#!/usr/bin/env node
// @ts-check
import { existsSync, readFileSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { verifyArchive } from './archive.mjs';
import { parsed } from './canonical.mjs';
import { keyIdFrom } from './signatures.mjs';

const HELP = `node verifier/verify.mjs ARCHIVE --key KEY [--head HEAD] [--witness KEY]... [--json]

Checks the archive of a frozen month, offline: that its facts and terms are in a log whose head was signed, and that the
frozen figures follow from them. What you trust comes from elsewhere, never from the archive:

  --key KEY      the ledger's public key: its id (64 hex digits), or a file with the id, a PEM, or base64
  --head HEAD    a signed head that you keep: its JSON, or a file with it (the QR code on the PDF is one)
  --witness KEY  a witness who must have countersigned; may be given again
  --json         the outcome as JSON

At least one of --key and --head is needed. Exit code: 0 accepted, 1 refused, 2 wrong use.
`;

const NOT_PROVED = `Not proved: that no ticket, outage or problem was left out, nor the last facts of one, where no figure
shows it; that what was recorded is true; that the freeze was not withdrawn after the last head.`;

class UsageError extends Error {}

function bytesOf(path) {
  if (existsSync(path) && statSync(path).isFile()) return readFileSync(path);
  throw new UsageError(`${path} is no file`);
}

/** What is given itself, or as a file that it names. */
function given(text, read, what) {
  const found = read(text) ?? read(bytesOf(text).toString('utf8'));
  if (found === null || found === undefined) throw new UsageError(`${text} is ${what}, and no file with one`);
  return found;
}
const keyFrom = (text) => given(text, keyIdFrom, 'no id of a public Ed25519 key');

function headIn(text) {
  const head = parsed(text);
  return typeof head?.rootHash === 'string' && Number.isSafeInteger(head.treeSize) ? head : null;
}

function questionOf(args) {
  const [string, boolean] = [{ type: 'string' }, { type: 'boolean' }];
  const options = { key: string, head: string, witness: { ...string, multiple: true }, json: boolean, help: boolean };
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: /** @type {any} */ (options) });
  return /** @type {any} */ ({ witness: [], ...values, files: positionals });
}

/** The outcome for people. */
function textOf({ accepted, refusals, passed, notRecomputed, month }) {
  const lines = passed.map((what) => `ok        ${what}`);
  lines.push(...notRecomputed.map((section) => `NOT RECOMPUTED  ${section}: this verifier does not know it`));
  if (!accepted) return [...lines, ...refusals.map(({ code, detail }) => `REFUSED   ${code}: ${detail}`), 'Refused.', ''].join('\n');
  const { agreementId, month: name, frozenAt, leaves, treeSize, tickets, outages, problems, figures } = month;
  const rows = figures.map((row) => `  ${row.metric} ${row.objectiveId} ${row.basis}: ${row.met}/${row.measured} ${row.verdict}`);
  const of = `${tickets} tickets, ${outages} outages, ${problems} problems; ${leaves} of ${treeSize} leaves`;
  return [...lines, `${agreementId}, ${name}, frozen ${frozenAt}: ${of}`, ...rows, NOT_PROVED, 'Accepted.', ''].join('\n');
}

function end(stream, text, exitCode) {
  stream.write(text);
  process.exitCode = exitCode;
}

function main(args) {
  const { files, help, json, key, head, witness } = questionOf(args);
  if (help) return end(process.stdout, HELP, 0);
  if (files.length !== 1) throw new UsageError('give one archive');
  if (key === undefined && head === undefined) throw new UsageError('give --key or --head: what you trust comes from elsewhere');
  const outcome = verifyArchive(bytesOf(files[0]), {
    ...(key !== undefined && { keyId: keyFrom(key) }),
    ...(head !== undefined && { head: given(head, headIn, 'no head') }),
    witnesses: witness.map(keyFrom),
  });
  end(process.stdout, json ? `${JSON.stringify(outcome, null, 2)}\n` : textOf(outcome), outcome.accepted ? 0 : 1);
}

try {
  main(process.argv.slice(2));
} catch (error) {
  const { code, message } = /** @type {any} */ (error);
  if (!(error instanceof UsageError) && !code?.startsWith('ERR_PARSE_ARGS')) throw error;
  end(process.stderr, `${message}\n\n${HELP}`, 2);
}
