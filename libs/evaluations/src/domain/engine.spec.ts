import { readFileSync } from 'node:fs';
import { ENGINE } from './engine.js';

it('the engine is told by the version of the package', () => {
  const source = readFileSync(`${import.meta.dirname}/../../../../package.json`, 'utf8');
  const { name, version } = JSON.parse(source) as { name: string; version: string };
  expect(ENGINE).toBe(`${name} ${version}`);
});
