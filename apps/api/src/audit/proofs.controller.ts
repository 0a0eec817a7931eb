import { headOfSize, latestHead, leafTexts, proofOf, rootAt } from '@app/audit';
import { hexOf, planConsistency, planInclusion } from '@app/audit/domain';
import { problems } from '@app/platform';
import { Controller, Get, Inject, Query } from '@nestjs/common';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import { apiProblems } from '../api.problems.js';
import { headAnswer, leafAnswer } from './audit-answers.js';
import { findLeaf } from './find-leaf.js';
import { ConsistencyQuery, InclusionQuery, LeavesQuery } from './proof.query.dto.js';
import { treePosition, TreeReader, type TreeSnapshot } from './tree-reader.js';

/** Proofs of the transparency log (RFC 6962), and the bytes to check them against: see docs/transparency.md. */
@Controller('v1/audit')
export class ProofsController {
  constructor(
    @Inject(API_PARTS) private readonly parts: ApiParts,
    private readonly trees: TreeReader,
  ) {}

  /** Proof that an event is in the log as a head shows it. */
  @Get('inclusion')
  inclusion(@Query() query: InclusionQuery): Promise<object> {
    return this.trees.read(query, async (snapshot) => {
      const { tx, tree } = snapshot;
      const { log } = this.parts.audit;
      const leaf = await findLeaf(tx, log, query);
      const known =
        query.treeSize === undefined ? await latestHead(tx) : await headOfSize(tx, query.treeSize);
      const treeSize = query.treeSize ?? known?.head.treeSize ?? 0;
      requireTree(snapshot, treeSize);
      if (leaf.leafIndex >= treeSize) {
        throw apiProblems.LEAF_NOT_COVERED(
          `the event is leaf ${leaf.leafIndex}, that tree has ${treeSize}: ask again after the next head`,
        );
      }
      const proof = await proofOf(tx, planInclusion(leaf.leafIndex, treeSize));
      const [shown] = await leafTexts(tx, log, tree.ledgerId, { from: leaf.leafIndex, limit: 1 });
      return {
        ...leafAnswer(leaf, shown?.text ?? ''),
        treeSize,
        rootHash: await rootAt(tx, treeSize),
        auditPath: proof.map(hexOf),
        head: known === undefined ? null : headAnswer(known),
      };
    });
  }

  /** Proof that one tree is the beginning of another: nothing was changed or removed between two heads. */
  @Get('consistency')
  consistency(@Query() query: ConsistencyQuery): Promise<object> {
    const { from, to } = query;
    if (from > to) {
      const fault = { pointer: '/query/from', code: 'INVALID_VALUE', detail: 'must be at most `to`' };
      throw problems.VALIDATION_FAILED('the query cannot be used', { errors: [fault] });
    }
    return this.trees.read(query, async (snapshot) => {
      requireTree(snapshot, to);
      const proof = await proofOf(snapshot.tx, planConsistency(from, to));
      const [fromRoot, toRoot] = [await rootAt(snapshot.tx, from), await rootAt(snapshot.tx, to)];
      return { from, to, fromRoot, toRoot, proof: proof.map(hexOf) };
    });
  }

  /** Leaves with the bytes that are hashed, for those who compute the tree themselves. */
  @Get('leaves')
  leaves(@Query() query: LeavesQuery): Promise<object> {
    const { from, limit } = query;
    return this.trees.read(query, async (snapshot) => {
      const { tx, tree } = snapshot;
      const leaves = await leafTexts(tx, this.parts.audit.log, tree.ledgerId, { from, limit });
      const next = from + leaves.length;
      return {
        items: leaves.map((leaf) => leafAnswer(leaf, leaf.text)),
        next: leaves.length > 0 && next < tree.treeSize ? next : null,
        treeSize: tree.treeSize,
        position: treePosition(snapshot),
      };
    });
  }
}

function requireTree({ tree }: TreeSnapshot, treeSize: number): void {
  if (treeSize <= tree.treeSize) return;
  throw apiProblems.TREE_NOT_FOUND(`the transparency log has ${tree.treeSize} leaves, not ${treeSize}`);
}
