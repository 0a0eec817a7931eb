import { type Expected } from '../domain/append-command.js';

/** Why an append is not taken, before each protocol dresses it up in its own way. */
export type AppendRefusal =
  | { readonly kind: 'wrong-expected-version'; readonly expected: Expected; readonly actual: number }
  | { readonly kind: 'too-large'; readonly maxBytes: number }
  | { readonly kind: 'missing-property' }
  | { readonly kind: 'bad-request'; readonly message: string }
  | { readonly kind: 'unimplemented'; readonly message: string }
  | { readonly kind: 'timeout' };
