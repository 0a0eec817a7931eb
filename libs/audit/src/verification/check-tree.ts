import type { DifferenceList } from '../domain/index.js';
import { checkTable } from './check-rows.js';
import type { MadeTree } from './scratch-tree.js';

/** Every table but that of the leaves, as far as the stored tree had grown. */
const tablesOf = (size: number, made: number) => {
  const early = `leaf_index < ${size}`;
  const grown = `(node_index + 1) * (1::bigint << level::integer) <= ${size}`;
  const whole = `tree_size = ${size} and ${size} = ${made}`;
  // A document that was frozen again since is told by its later leaf.
  const once = (schema: string): string =>
    `${early} and (stream, sha256) not in (select stream, sha256 from ${schema}.audit_freeze where leaf_index >= ${size})`;
  const same = (table: string, where: string) => ({ table, served: where, made: where });
  return [
    same('audit_tree', whole),
    same('audit_node', grown),
    ...['audit_key', 'audit_head', 'audit_witness', 'audit_cosignature'].map((table) => same(table, early)),
    { table: 'audit_freeze', served: once('scratch'), made: once('read') },
  ];
};

/**
 * Holds what is stored of the tree besides its leaves against the tree made anew of the same leaves.
 *
 * @param size of the stored tree
 */
export const checkTree = async (tree: MadeTree, size: number, differences: DifferenceList): Promise<void> => {
  await tree.sql.begin(async (tx) => {
    const misplaced = await tx<{ position: bigint; stored: number; computed: number }[]>`
      select position::numeric(20), served.leaf_index as stored, made.leaf_index as computed
      from read.audit_leaf as served join audit_leaf as made using (position)
      where served.leaf_index <> made.leaf_index and served.leaf_index < ${size} order by position`;
    for (const { position, ...values } of misplaced)
      differences.add({
        part: 'log',
        code: 'LEAF_MISPLACED',
        table: 'read.audit_leaf',
        key: { position: String(position) },
        column: 'leaf_index',
        ...values,
      });
    for (const table of tablesOf(size, tree.treeSize)) await checkTable(tx, table, 'log', differences);
  });
};
