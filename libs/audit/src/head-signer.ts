import type { EventStore } from '@app/event-store';
import { type Clock, nowSecond, type Sql } from '@app/platform';
import { formatSecond, parseInstant } from '@app/support-time';
import { appendHead, appendKey } from './audit-streams.js';
import { faultsInLog, signingKeysIn } from './audit.queries.js';
import { announceKey, keyIdOf, publicKeyOf, signHead, type SignedTreeHead } from './domain/index.js';
import type { HeadVault, TreeAlarm } from './head.vault.js';
import { SigningKeyError, type SigningKeys } from './signing-keys.js';
import { readTree, rootAt, type StoredTree } from './stored-tree.js';

export interface HeadSignerOptions {
  /** Looks into the schema of the tree. */
  readonly sql: Sql;
  readonly store: EventStore;
  readonly vault: HeadVault;
  readonly keys: SigningKeys;
  readonly clock: Clock;
  /** After a head, so many seconds pass before the next one, where no month is frozen meanwhile. */
  readonly intervalSeconds: number;
}

/**
 * How a look at the tree ended. `alarm`: nothing is signed until somebody has settled it. `announced`: the key had to be
 * told first; the head comes with the next look.
 */
export type SigningOutcome =
  | { readonly kind: 'nothing due' | 'announced' }
  | { readonly kind: 'signed'; readonly head: SignedTreeHead }
  | { readonly kind: 'alarm'; readonly alarms: readonly TreeAlarm[] };

/** Signs heads of the stored tree. One process at a time, on a tree that holds the log to its end. */
export class HeadSigner {
  private settled = false;

  constructor(private readonly options: HeadSignerOptions) {}

  /** Signs where it is time to; says so where it must not. */
  async look(): Promise<SigningOutcome> {
    const { sql, vault } = this.options;
    const tree = await readTree(sql);
    if (tree === undefined || tree.treeSize === 0) return { kind: 'nothing due' };
    await this.raiseFaultsOfLog();
    if (!this.settled) await this.settle(tree);
    const alarms = await vault.alarms();
    if (alarms.length > 0) return { kind: 'alarm', alarms };
    this.settled = true;
    const latest = await vault.latest();
    if (!this.isDue(tree, latest)) return { kind: 'nothing due' };
    if (await this.announce(tree)) return { kind: 'announced' };
    return this.sign(tree, latest);
  }

  /** A tree that has news since its last head gets another one: at once for a freeze, else when it is time. */
  private isDue(
    { newsSize, freezeSize, beganAtMs }: StoredTree,
    latest: SignedTreeHead | undefined,
  ): boolean {
    const covered = latest?.treeSize ?? 0;
    if (freezeSize > covered) return true;
    if (newsSize <= covered) return false;
    const since = latest === undefined ? Math.floor((beganAtMs ?? 0) / 1_000) : secondOf(latest);
    return nowSecond(this.options.clock) - since >= this.options.intervalSeconds;
  }

  private async sign(tree: StoredTree, latest: SignedTreeHead | undefined): Promise<SigningOutcome> {
    const { sql, store, vault, keys, clock } = this.options;
    const { ledgerId, treeSize, position } = tree;
    // A clock that was set back does not make heads go back.
    const second = Math.max(nowSecond(clock), latest === undefined ? 0 : secondOf(latest));
    const head = { ledgerId, treeSize, position: String(position), timestamp: formatSecond(second) };
    const signed = signHead({ ...head, rootHash: await rootAt(sql, treeSize) }, keys.current);
    const kept = await vault.keep(signed);
    if (kept.rootHash !== signed.rootHash) return this.alarm(splitView(kept, signed.rootHash));
    await appendHead(store, kept);
    return { kind: 'signed', head: kept };
  }

  /**
   * Tells the key in the log before the first head that it signs, signed over by the one before. A key that the tree has
   * taken in since it was looked at does not count: a head covers the leaf that tells its key, or its export lacks it.
   */
  private async announce({ ledgerId, treeSize }: StoredTree): Promise<boolean> {
    const { sql, store, keys } = this.options;
    const covered = (await signingKeysIn(sql)).filter(({ leafIndex }) => leafIndex < treeSize);
    const last = covered.at(-1)?.announcement;
    if (last?.keyId === keyIdOf(publicKeyOf(keys.current))) return false;
    const previous = last && keys.byId(last.keyId);
    if (last !== undefined && previous === undefined) {
      throw new SigningKeyError(
        `the key ${last.keyId} that has signed until now is not at hand to sign the new one over: ` +
          'give it by SLA_LEDGER_PREVIOUS_SIGNING_KEY_FILE',
      );
    }
    await appendKey(store, announceKey(ledgerId, keys.current, previous));
    return true;
  }

  /**
   * Holds the heads of the vault and those of the log together, once: a head that was signed and not yet recorded is
   * recorded, one that only the log has (the vault is from a backup) is kept, and one that is of another tree is told.
   */
  private async settle({ treeSize }: StoredTree): Promise<void> {
    const { sql, store, vault } = this.options;
    const rows = await sql<{ head: SignedTreeHead }[]>`select head from audit_head where fault is null`;
    const inLog = new Map(rows.map(({ head }) => [head.treeSize, head]));
    const kept = await vault.heads();
    for (const head of kept) {
      if (head.treeSize > treeSize) await vault.raise(logCut(head, treeSize));
      else if (inLog.get(head.treeSize)?.rootHash !== head.rootHash) {
        const root = await rootAt(sql, head.treeSize);
        if (root === head.rootHash) await appendHead(store, head);
        else await vault.raise(splitView(head, root));
      }
    }
    const sizes = new Set(kept.map((head) => head.treeSize));
    for (const head of inLog.values()) if (!sizes.has(head.treeSize)) await vault.keep(head);
  }

  private async raiseFaultsOfLog(): Promise<void> {
    for (const { of, leaf_index, fault } of await faultsInLog(this.options.sql)) {
      await this.options.vault.raise({ code: of, detail: `leaf ${leaf_index}: ${fault}` });
    }
  }

  private async alarm(alarm: TreeAlarm): Promise<SigningOutcome> {
    await this.options.vault.raise(alarm);
    return { kind: 'alarm', alarms: [alarm] };
  }
}

const logCut = (head: SignedTreeHead, treeSize: number): TreeAlarm => ({
  code: 'LOG_CUT',
  detail: `a head was signed over ${head.treeSize} leaves, up to position ${head.position}; the log has ${treeSize}`,
});

const splitView = ({ treeSize, rootHash }: SignedTreeHead, found: string): TreeAlarm => ({
  code: 'SPLIT_VIEW',
  detail: `the head of ${treeSize} leaves was signed with root ${rootHash}, the log now gives ${found}`,
});

function secondOf({ timestamp }: SignedTreeHead): number {
  const instant = parseInstant(timestamp);
  if (instant === undefined)
    throw new Error(`a head of ours was signed at "${timestamp}", which is no instant`);
  return instant.second;
}
