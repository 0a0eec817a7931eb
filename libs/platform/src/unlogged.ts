/**
 * Statements that make tables, as unlogged ones: a crash of the server takes their rows along, and they cost less. Made so
 * at once: to alter a table writes it again.
 *
 * @example unlogged('create table a (id bigint)') // create unlogged table a (id bigint)
 */
export const unlogged = (statements: string): string =>
  statements.replaceAll('create table', 'create unlogged table');
