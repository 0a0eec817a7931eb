import { readTree, type StoredTree } from '@app/audit';
import { pause, problems, type Transaction } from '@app/platform';
import { Inject, Injectable } from '@nestjs/common';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import type { MomentQuery } from '../http/moment.query.dto.js';

const WAIT_MS = 5_000;
const ASK_EVERY_MS = 25;

/** One state of the transparency log. */
export interface TreeSnapshot {
  readonly tx: Transaction;
  readonly tree: StoredTree;
}

const nothing = (ledgerId: string): StoredTree => ({
  ledgerId,
  treeSize: 0,
  position: undefined,
  beganAtMs: undefined,
  newsSize: 0,
  freezeSize: 0,
});

/** The one way in which controllers read the transparency log: as new as was asked for, and from one state. */
@Injectable()
export class TreeReader {
  constructor(@Inject(API_PARTS) private readonly parts: ApiParts) {}

  /** @throws Problem READ_MODEL_BEHIND when the tree does not hold `minPosition` in time */
  async read<Answer>(
    { minPosition }: MomentQuery,
    work: (snapshot: TreeSnapshot) => Promise<Answer>,
  ): Promise<Answer> {
    if (minPosition !== undefined) await this.reach(BigInt(minPosition));
    const result = await this.parts.sql.begin('isolation level repeatable read read only', async (tx) => ({
      answer: await work({ tx, tree: (await readTree(tx)) ?? nothing(this.parts.audit.ledgerId) }),
    }));
    return result.answer;
  }

  private async reach(position: bigint): Promise<void> {
    const late = performance.now() + WAIT_MS;
    while (((await readTree(this.parts.sql))?.position ?? -1n) < position) {
      if (performance.now() > late) {
        const detail = `the transparency log did not reach position ${position} within ${WAIT_MS / 1000} s; ask again`;
        throw problems.READ_MODEL_BEHIND(detail, { retryAfterSeconds: 1 });
      }
      await pause(ASK_EVERY_MS);
    }
  }
}

/** The position an answer is of, as answers say it. */
export const treePosition = ({ tree }: TreeSnapshot): string => String(tree.position ?? 0n);
