import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DCLinter } from 'dclint';
import { loadConfig } from '@app/platform';
import { interpolate, readCompose, requiredVariables } from '../support/compose-file.js';

const root = join(import.meta.dirname, '..', '..');
const composePath = join(root, 'docker-compose.yml');
const composeText = readFileSync(composePath, 'utf8');
const compose = readCompose(composePath);
const dockerfile = readFileSync(join(root, 'Dockerfile'), 'utf8');
const programs = ['api', 'projector'];

const orderRules = [
  'service-keys-order',
  'services-alphabetical-order',
  'top-level-properties-order',
  'service-dependencies-alphabetical-order',
  'service-ports-alphabetical-order',
];
// The schema of the Compose Specification, and the linter's rules but those of order: what belongs together stands
// together.
const linter = new DCLinter({
  rules: Object.fromEntries(orderRules.map((rule) => [rule, 0])),
  quiet: true,
  debug: false,
  exclude: [],
});
// The linter's own types do not resolve under Node's rules for modules.
interface LintResult {
  readonly messages: readonly { readonly rule: string }[];
}
const complaints = (path: string): string[] =>
  (linter.lintFiles([path], false) as readonly LintResult[]).flatMap(({ messages }) =>
    messages.map(({ rule }) => rule),
  );

/** Names of the variables that the configuration of our programs is made of. */
const readVariables = (): Set<string> => {
  const names = new Set<string>();
  loadConfig(new Proxy({}, { get: (_, name) => void names.add(String(name)) }));
  return names;
};

/** Lines of a Dockerfile that begin with a word, continued lines joined. */
const instructions = (word: string): string[] =>
  dockerfile
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter((line) => line.startsWith(`${word} `))
    .map((line) => line.slice(word.length + 1));

describe('docker-compose.yml', () => {
  it('is what the Compose Specification asks for', () => {
    expect(complaints(composePath)).toEqual([]);
  });

  it('would not be with a key that does not exist, or a value of the wrong kind', () => {
    const directory = mkdtempSync(join(tmpdir(), 'sla-ledger-compose-'));
    const broken = join(directory, 'docker-compose.yml');
    for (const [from, to] of [
      ['    image: eventstore', '    imagee: eventstore'],
      ['      interval: 5s', '      interval: [5s]'],
      ['  inside:\n    internal: true', '  inside:\n    internal: 3'],
    ] as const) {
      expect(composeText).toContain(from);
      writeFileSync(broken, composeText.replace(from, to));
      expect(complaints(broken)).toContain('invalid-schema');
    }
    rmSync(directory, { recursive: true });
  });

  it('holds no secret, and refuses to start without one', () => {
    const variables = { POSTGRES_PASSWORD: 'p4ss', SLA_LEDGER_TOKENS: '/tokens' };
    expect([...new Set(requiredVariables(composeText))].sort()).toEqual(Object.keys(variables).sort());
    const url = compose.services['api']?.environment['DATABASE_URL'] ?? '';
    expect(interpolate(url, variables)).toBe('postgres://sla_ledger:p4ss@postgres:5432/sla_ledger');
    expect(() => interpolate(url, {})).toThrow('POSTGRES_PASSWORD');
    expect(compose.services['postgres']?.environment).toMatchObject({
      POSTGRES_PASSWORD: expect.stringMatching(/^\$\{POSTGRES_PASSWORD:\?/),
      POSTGRES_USER: new URL(url.replace(/\$\{.*\}/, 'x')).username,
    });
    expect(compose.secrets['tokens']?.file).toMatch(/^\$\{SLA_LEDGER_TOKENS:\?/);
  });

  it.each(programs)(
    'sets nothing for %s that its configuration does not read, and nothing it refuses',
    (name) => {
      const { environment = {} } = compose.services[name] ?? {};
      const read = readVariables();
      expect(Object.keys(environment).filter((variable) => !read.has(variable))).toEqual([]);
      const variables = { POSTGRES_PASSWORD: 'p4ss' };
      const env = Object.fromEntries(
        Object.entries(environment).map(([variable, value]) => [variable, interpolate(value, variables)]),
      );
      const config = loadConfig(env);
      expect(config).toMatchObject({
        databaseUrl: expect.stringContaining('@postgres:'),
        eventStoreUrl: expect.stringContaining('//event-store:'),
      });
      if (name === 'api') expect(config).toMatchObject({ host: '0.0.0.0', tokenFile: '/run/secrets/tokens' });
    },
  );

  it.each(Object.entries(compose.services))(
    '%s is pinned, looked after and keeps what it must',
    (_, service) => {
      expect(service.image).toMatch(/:\d+\.\d+/);
      expect(service.healthcheck.test[0]).toBe('CMD');
      for (const volume of service.volumes ?? [])
        expect(compose.volumes).toHaveProperty(volume.split(':')[0]!);
      for (const secret of service.secrets ?? []) expect(compose.secrets).toHaveProperty(secret);
    },
  );

  it('lets nobody from outside to the log and the database, and asks each program where it listens', () => {
    for (const name of ['event-store', 'postgres', 'projector']) {
      expect(compose.services[name]).toMatchObject({ networks: ['inside'] });
      expect(compose.services[name]?.ports).toBeUndefined();
    }
    const asked = (name: string): string =>
      new URL(compose.services[name]?.healthcheck.test.at(-1) ?? '').port;
    const { api, projector } = compose.services;
    expect(asked('api')).toBe(api?.environment['SLA_LEDGER_PORT']);
    expect(api?.ports).toEqual([`127.0.0.1:3000:${asked('api')}`]);
    expect(asked('projector')).toBe(projector?.environment['SLA_LEDGER_PROJECTOR_STATUS_PORT']);
    const address = new URL(api?.environment['EVENTSTORE_URL']?.replace('esdb:', 'http:') ?? '');
    expect(compose.services['event-store']?.healthcheck.test.at(-1)).toContain(`:${address.port}/`);
  });
});

describe('the Dockerfile', () => {
  it('is built on pinned images, and ends as an ordinary user with a health check', () => {
    for (const image of instructions('FROM'))
      expect(image).toMatch(/^node:\d+\.\d+\.\d+-\w+-slim( AS \w+)?$/);
    expect(instructions('USER')).toEqual(['node']);
    expect(dockerfile.indexOf('\nUSER ')).toBeGreaterThan(dockerfile.lastIndexOf('\nCOPY '));
    expect(instructions('HEALTHCHECK')).toHaveLength(1);
    expect(dockerfile).not.toMatch(/^(ENV|ARG) .*(TOKEN|PASSWORD|SECRET)/m);
  });

  it('copies what is there, and the build context lets it through', () => {
    const allowed = readFileSync(join(root, '.dockerignore'), 'utf8')
      .split('\n')
      .flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : []));
    const copied = instructions('COPY')
      .filter((line) => !line.startsWith('--from'))
      .flatMap((line) => line.split(' ').slice(0, -1));
    expect(copied.length).toBeGreaterThan(0);
    for (const path of copied) {
      expect(existsSync(join(root, path))).toBe(true);
      expect(allowed.some((prefix) => path === prefix || path.startsWith(`${prefix}/`))).toBe(true);
    }
  });

  it('starts the programs of the compose file', () => {
    const [last] = instructions('CMD').slice(-1);
    expect(JSON.parse(last ?? '')).toEqual(compose.services['api']?.command);
  });
});
