import { headLine } from '@app/audit/domain';
import type { EvaluationDocument } from './evaluation-document.js';
import type { ReportHead } from './report.js';
import type { Wording } from './wording.js';

/** The head that covers the freeze of a month, in words and as one line. */
export function treeHeadOf({ frozen }: EvaluationDocument, wording: Wording): ReportHead | null {
  const head = frozen?.treeHead;
  if (head === undefined) return null;
  const { title, remark, ...labels } = wording.texts.treeHead;
  return {
    title,
    remark,
    properties: [
      { label: labels.treeSize, text: wording.count(head.treeSize) },
      { label: labels.position, text: head.position },
      { label: labels.signedAt, text: wording.instantText(head.timestamp) },
      { label: labels.ledger, text: head.ledgerId },
      { label: labels.rootHash, text: head.rootHash },
      { label: labels.key, text: head.keyId },
      { label: labels.signature, text: head.signature },
    ],
    line: headLine(head),
  };
}
