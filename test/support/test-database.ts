import { randomUUID } from 'node:crypto';
import postgres from 'postgres';

export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** An empty database in the Postgres of this test run. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = process.env.TEST_DATABASE_URL;
  if (server === undefined) throw new Error('run this spec with jest.e2e.config.js: it needs Postgres');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const admin = postgres(server, { max: 1, onnotice: () => undefined });
  await admin.unsafe(`create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: async () => {
      await admin.unsafe(`drop database ${name} with (force)`);
      await admin.end();
    },
  };
}
