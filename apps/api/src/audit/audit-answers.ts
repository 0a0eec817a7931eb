import type { KnownHead, StoredLeaf } from '@app/audit';
import { headText, hexOf } from '@app/audit/domain';

/** A head as answers show it: `text` is what the signatures are over, byte for byte. */
export const headAnswer = ({ head, witnesses }: KnownHead) => ({ ...head, text: headText(head), witnesses });

/** A leaf as answers show it: `leaf` is what is hashed, byte for byte. */
export const leafAnswer = ({ leafIndex, position, hash }: StoredLeaf, text: string) => ({
  leafIndex,
  position: String(position),
  leafHash: hexOf(hash),
  leaf: text,
});
