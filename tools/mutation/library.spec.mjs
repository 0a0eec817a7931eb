// All specs of a library as one, for a run per mutant: to load the library anew for each takes longer than most of their
// tests. Examples before properties, since they notice sooner.
import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';

const folder = resolve(process.env.MUTATION_LIBRARY ?? '');
const specs = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.spec.ts'));
const isProperty = (/** @type {string} */ name) => name.endsWith('.properties.spec.ts');
const inOrder = [...specs.filter((name) => !isProperty(name)), ...specs.filter(isProperty)];

for (const name of inOrder) await import(resolve(folder, name));
