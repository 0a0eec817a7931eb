import { createHash } from 'node:crypto';
import { canonicalJson } from '@app/platform/domain';
import { hexOf, type Hash } from './merkle-hash.js';
import type { WalkStep } from './merkle-shape.js';
import type { Proof } from './proofs.js';
import type { PublicKeyText } from './signature.js';
import { sizeOf, type ArchiveFile } from './tar.js';
import { headText, type SignedTreeHead } from './tree-head.js';

/** The form of an archive; another one gets another name (docs/transparency.md). */
const EXPORT_SCHEMA = 'sla-ledger/export/1';

/** A head as an archive carries it. Who a witness is, its key says: a name would be proved by nothing. */
export interface ExportedHead {
  readonly head: SignedTreeHead;
  readonly witnesses: readonly {
    readonly keyId: string;
    readonly publicKey: PublicKeyText;
    readonly signature: string;
  }[];
}

/** A frozen month with everything that proves it. Leaves are their bytes as text, each list in the order of the log. */
export interface MonthExport {
  readonly ledgerId: string;
  readonly agreementId: string;
  readonly month: string;
  /** Of the log: that of the freeze. */
  readonly position: string;
  /** The frozen document, byte for byte. */
  readonly frozen: string;
  /** Leaves of the agreement's stream. */
  readonly terms: readonly string[];
  /** Leaves of what the figures depend on, and of the freezes of the month. */
  readonly facts: readonly string[];
  /** Leaves that announce the ledger's keys. */
  readonly keys: readonly string[];
  /** The first one that covers the freeze; the other is of a larger tree. */
  readonly heads: readonly [ExportedHead] | readonly [ExportedHead, ExportedHead];
  /** The walk over the tree of the last head, with the hash of each range in it. */
  readonly walk: readonly (WalkStep & { readonly hash?: Hash })[];
  /** That the first head's tree is the beginning of the other's; undefined where there is one head. */
  readonly consistency: Proof | undefined;
}

/** Lines end with a newline each; of bytes, since a month may be larger than a string can be. */
const linesOf = (lines: readonly string[]): readonly Uint8Array[] =>
  lines.map((line) => Buffer.from(`${line}\n`, 'utf8'));

const headLineOf = ({ head, witnesses }: ExportedHead): string =>
  canonicalJson({ ...(JSON.parse(headText(head)) as object), signature: head.signature, witnesses });

function proofLines({ walk, heads, consistency }: MonthExport): readonly string[] {
  const steps = walk.map(({ hash, ...step }) =>
    canonicalJson({ ...step, ...(hash && { hash: hexOf(hash) }) }),
  );
  const [first, last] = [heads[0], heads.at(-1)];
  if (consistency === undefined || last === undefined) return steps;
  const sizes = { from: first.head.treeSize, to: last.head.treeSize };
  return [...steps, canonicalJson({ ...sizes, consistency: consistency.map(hexOf) })];
}

const sha256 = ({ content }: ArchiveFile): string =>
  content.reduce((hash, piece) => hash.update(piece), createHash('sha256')).digest('hex');

/**
 * The files of an archive in their order, the manifest first. It says nothing that does not follow from the other files:
 * whoever checks it makes it again.
 */
export function filesOf(month: MonthExport): readonly ArchiveFile[] {
  const files: readonly ArchiveFile[] = [
    { path: 'facts.ndjson', content: linesOf(month.facts) },
    { path: 'frozen.json', content: [Buffer.from(month.frozen, 'utf8')] },
    { path: 'heads.ndjson', content: linesOf(month.heads.map(headLineOf)) },
    { path: 'keys.ndjson', content: linesOf(month.keys) },
    { path: 'proofs.ndjson', content: linesOf(proofLines(month)) },
    { path: 'terms.ndjson', content: linesOf(month.terms) },
  ];
  const { ledgerId, agreementId, month: name, position } = month;
  const listed = files.map((file) => ({ path: file.path, size: sizeOf(file), sha256: sha256(file) }));
  const manifest = { schema: EXPORT_SCHEMA, ledgerId, agreementId, month: name, position, files: listed };
  return [
    { path: 'manifest.json', content: [Buffer.from(`${canonicalJson(manifest)}\n`, 'utf8')] },
    ...files,
  ];
}
