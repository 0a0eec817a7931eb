/** What a report of a root cause analysis may be: its media type, and how its bytes must begin for it. */
interface ReportMedia {
  readonly mediaType: string;
  readonly isLike: (bytes: Uint8Array) => boolean;
}

const startsWith =
  (...start: readonly number[]) =>
  (bytes: Uint8Array): boolean =>
    start.every((byte, index) => bytes[index] === byte);

const isText = (bytes: Uint8Array): boolean => {
  try {
    return !new TextDecoder('utf-8', { fatal: true }).decode(bytes).includes('\u0000');
  } catch {
    return false;
  }
};

const ZIP = startsWith(0x50, 0x4b, 0x03, 0x04);

const MEDIA: readonly ReportMedia[] = [
  { mediaType: 'application/pdf', isLike: startsWith(0x25, 0x50, 0x44, 0x46, 0x2d) },
  { mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', isLike: ZIP },
  { mediaType: 'application/vnd.oasis.opendocument.text', isLike: ZIP },
  { mediaType: 'image/png', isLike: startsWith(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a) },
  { mediaType: 'image/jpeg', isLike: startsWith(0xff, 0xd8, 0xff) },
  { mediaType: 'text/markdown', isLike: isText },
  { mediaType: 'text/plain', isLike: isText },
];

/** Documents that people read; nothing that a browser or an office program runs by itself. */
export const REPORT_MEDIA_TYPES: readonly string[] = MEDIA.map(({ mediaType }) => mediaType);

/**
 * The media type of a `Content-Type`, where it is one of a report; undefined where it is none.
 *
 * @example reportMediaType('text/plain; charset=utf-8') // 'text/plain'
 */
export function reportMediaType(contentType: string): string | undefined {
  const named = contentType.split(';', 1)[0]?.trim().toLowerCase();
  return REPORT_MEDIA_TYPES.find((mediaType) => mediaType === named);
}

/** Whether bytes are what their media type says, as far as their beginning tells; text is UTF-8 throughout. */
export const isLikeMedia = (mediaType: string, bytes: Uint8Array): boolean =>
  MEDIA.some((media) => media.mediaType === mediaType && media.isLike(bytes));
