/** What a runner is doing at this moment, for health and metrics of its own process. */
export type RunnerStatus =
  /** Connecting, or preparing the tables. */
  | { readonly kind: 'starting' }
  /** Another process owns the group; this one takes over when that ends. */
  | { readonly kind: 'standby' }
  | { readonly kind: 'catching-up'; readonly position: bigint | undefined }
  /** The rows are of another version and stand still; new ones are filled beside them. */
  | { readonly kind: 'rebuilding'; readonly position: bigint | undefined }
  | { readonly kind: 'running'; readonly position: bigint | undefined }
  /** Tries again and again; `error` says why for people. */
  | { readonly kind: 'failing'; readonly error: string }
  | { readonly kind: 'stopped' };
