/** RFC 8187: what may stand in an extended value as it is; `encodeURIComponent` leaves a few more. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

/**
 * The headers with which a report is handed out: a file to keep, that no browser shows or sniffs by itself, under the
 * name that people gave it (RFC 6266), which may hold anything.
 *
 * @example reportHeaders({ name: 'Oorzaak é.pdf', sha256: '9f86…' })['content-disposition']
 * // attachment; filename="report"; filename*=UTF-8''Oorzaak%20%C3%A9.pdf
 */
export const reportHeaders = ({ name, sha256 }: { readonly name: string; readonly sha256: string }) => ({
  'content-disposition': `attachment; filename="report"; filename*=UTF-8''${encoded(name)}`,
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; sandbox",
  'cache-control': 'private, no-cache',
  etag: `"${sha256}"`,
});
