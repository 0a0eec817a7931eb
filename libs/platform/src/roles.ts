/** The role that owns each schema, and can reach nothing else (DESIGN 1, rule 7). */
export const roleOf = {
  log: 'sla_ledger_log',
  vault: 'sla_ledger_vault',
  read: 'sla_ledger_read',
} as const;

/** Where sessions of a role look for a name that comes without a schema: in the schema it owns. */
export const searchPathOf = (role: string | undefined): { readonly search_path?: string } => {
  const own = Object.entries(roleOf).find(([, name]) => name === role)?.[0];
  return own === undefined ? {} : { search_path: own };
};
