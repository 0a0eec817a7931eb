import type { SignedTreeHead } from '@app/audit/domain';
import type { Evaluation } from '@app/evaluations/domain';

/** The evaluation of a month as `GET /v1/evaluations/...` answers it, with its lists whole. */
export type EvaluationDocument = Evaluation & {
  /** Null where no log is behind it. */
  readonly position: string | null;
  readonly status: string;
  /** The freeze that it is read from, or that it restates. */
  readonly frozen?: object & {
    /** The head of the transparency log that covers the freeze. */
    readonly treeHead?: SignedTreeHead;
  };
  /** Partitions that are missing from the figures. */
  readonly incomplete?: readonly string[];
};
