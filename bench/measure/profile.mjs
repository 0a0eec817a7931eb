// Measures for five seconds and nothing else, to be looked at: node --cpu-prof bench/measure/profile.mjs
import { readFileSync } from 'node:fs';
import { compileAgreement } from '../../dist/libs/agreements/src/domain/index.js';
import { parseInstant } from '../../dist/libs/support-time/src/index.js';
import { measure } from '../../dist/libs/service-levels/src/domain/index.js';
import { makeTickets } from './tickets.mjs';

const source = new URL('../../test/fixtures/contract/agreement.example.json', import.meta.url);
const agreement = compileAgreement(JSON.parse(readFileSync(source, 'utf8')));
const AT = Date.UTC(2041, 0, 1) / 1000;

const factOf = (line) => {
  const { id, type, occurredAt, data } = JSON.parse(line);
  const { second, fraction } = parseInstant(occurredAt);
  return { id, type, occurredAt: second, fraction, sequence: 0, data };
};
const facts = makeTickets({ count: 20_000, step: 2 * 86_400 }).map(({ lines }) => lines.map(factOf));

const start = performance.now();
let clocks = 0;
while (performance.now() - start < 5000) {
  for (const each of facts) clocks += measure(each, agreement, AT).clocks.length;
}
process.stdout.write(`${Math.round(clocks / 2 / ((performance.now() - start) / 1000))} tickets/s\n`);
