import canonicalize from 'canonicalize';

/** Is it the same JSON, whatever the order of its fields (RFC 8785)? */
export const isSame = (a: unknown, b: unknown): boolean => canonicalize(a) === canonicalize(b);
