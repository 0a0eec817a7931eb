/** Type of an event that stands for another one. */
export const linkType = '$>';

/** Where a link points. */
export interface LinkTarget {
  readonly stream: string;
  readonly revision: number | 'last';
}

/**
 * The target in the payload of a link, `<revision>@<stream>`, split at the first `@`; `-1` means the last event.
 *
 * @returns undefined for a payload that is none
 * @example linkTarget(Buffer.from('3@ticket-1')) // { stream: 'ticket-1', revision: 3 }
 */
export const linkTarget = (data: Uint8Array): LinkTarget | undefined => {
  const [, digits, stream] = /^(-1|\d{1,15})@([^]+)$/.exec(new TextDecoder().decode(data)) ?? [];
  if (digits === undefined || stream === undefined) return undefined;
  return { stream, revision: digits === '-1' ? 'last' : Number(digits) };
};
