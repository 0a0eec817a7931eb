import { canonicalJson } from '@app/platform/domain';
import {
  type Difference,
  type DifferenceList,
  isHeadOf,
  jsonDifferences,
  type SignedTreeHead,
} from '../domain/index.js';
import { rootAt } from '../stored-tree.js';
import type { MadeTree } from './scratch-tree.js';

/** Rows of the tree that was made anew. */
interface ToldHead {
  readonly leaf_index: number;
  readonly head: SignedTreeHead;
  readonly fault: string | null;
  readonly position: bigint;
}

interface ToldKey {
  readonly leaf_index: number;
  readonly key_id: string;
  readonly public_key: string;
  readonly fault: string | null;
  readonly position: bigint;
}

type Values = Pick<Difference, 'code' | 'column' | 'stored' | 'computed'>;

const ofVault = ({ treeSize }: SignedTreeHead, values: Values): Difference => ({
  part: 'log',
  table: 'vault.tree_head',
  key: { treeSize },
  ...values,
});

const ofLog = (
  { leaf_index: leafIndex, position, fault }: Pick<ToldHead, 'leaf_index' | 'position' | 'fault'>,
  code: 'HEAD_FAULT' | 'KEY_FAULT',
): Difference => ({
  part: 'log',
  code,
  table: 'log.event',
  key: { position: String(position), leafIndex },
  column: null,
  stored: null,
  computed: fault,
});

/** What is wrong with a head that the vault has, by the tree of the log as it is now. */
const faultsOf = async (
  tree: MadeTree,
  head: SignedTreeHead,
  publicKey: string | undefined,
): Promise<readonly Values[]> => {
  const { treeSize, rootHash, position, keyId, signature } = head;
  const faults: Values[] = [];
  if (publicKey === undefined || !isHeadOf(head, publicKey))
    faults.push({
      code: 'HEAD_SIGNATURE',
      column: publicKey === undefined ? 'keyId' : 'signature',
      stored: publicKey === undefined ? keyId : signature,
      computed: null,
    });
  if (treeSize > tree.treeSize)
    return [...faults, { code: 'LOG_CUT', column: 'treeSize', stored: treeSize, computed: tree.treeSize }];
  const root = await rootAt(tree.sql, treeSize);
  if (root !== rootHash)
    faults.push({ code: 'HEAD_ROOT', column: 'rootHash', stored: rootHash, computed: root });
  const [last] = await tree.sql<{ position: bigint }[]>`
    select position::numeric(20) from audit_leaf where leaf_index = ${treeSize - 1}`;
  const computed = String(last?.position ?? '');
  if (computed !== position)
    faults.push({ code: 'HEAD_POSITION', column: 'position', stored: position, computed });
  return faults;
};

/**
 * Holds every head that was ever signed against the tree made anew of the log, and against what the log tells of it; and
 * the keys that the log tells against each other.
 *
 * @param tree holds all that the log has, since these heads were read
 * @param heads of the vault
 * @returns how many heads were looked at
 */
export const checkHeads = async (
  tree: MadeTree,
  heads: readonly SignedTreeHead[],
  differences: DifferenceList,
): Promise<number> => {
  const keys = await tree.sql<ToldKey[]>`
    select leaf_index, key_id, public_key, fault, position::numeric(20)
    from audit_key join audit_leaf using (leaf_index) order by leaf_index`;
  const told = await tree.sql<ToldHead[]>`
    select leaf_index, head, fault, position::numeric(20)
    from audit_head join audit_leaf using (leaf_index) order by leaf_index`;
  const publicKeys = new Map(
    keys.filter(({ fault }) => fault === null).map((key) => [key.key_id, key.public_key]),
  );
  const ofSize = new Map(told.map((each) => [each.head.treeSize, each.head]));
  for (const head of heads) {
    for (const fault of await faultsOf(tree, head, publicKeys.get(head.keyId)))
      differences.add(ofVault(head, fault));
    const inLog = ofSize.get(head.treeSize);
    // One that was signed just now may not be recorded yet.
    for (const { pointer, ...values } of inLog === undefined ? [] : jsonDifferences(head, inLog))
      differences.add(ofVault(head, { code: 'HEAD_DIFFERS', column: pointer.slice(1), ...values }));
  }
  for (const key of keys) if (key.fault !== null) differences.add(ofLog(key, 'KEY_FAULT'));
  // What is wrong with a head that is in the vault as well is told already.
  const kept = new Set(heads.map(canonicalJson));
  for (const each of told)
    if (each.fault !== null && !kept.has(canonicalJson(each.head)))
      differences.add(ofLog(each, 'HEAD_FAULT'));
  return new Set([...heads, ...told.map(({ head }) => head)].map(canonicalJson)).size;
};
