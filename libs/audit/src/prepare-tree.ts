import { migrate, type Sql } from '@app/platform';
import { treeMigrations } from './tree.tables.js';

/** Makes the tables of the tree in schema `read` where they are not there yet; any process may call it. */
export const prepareTree = async (sql: Sql): Promise<void> => {
  await migrate(sql, 'read', treeMigrations);
};
