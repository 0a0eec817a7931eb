import { createReadStream, createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createGunzip } from 'node:zlib';

const command = fileURLToPath(new URL('../../dist/apps/cli/src/main.js', import.meta.url));
const agreement = fileURLToPath(new URL('../../examples/servicenow.json', import.meta.url));

/** A log of ServiceNow as a file of facts; NDJSON stays what it is. */
export const asFacts = async (file, directory) => {
  if (!/\.csv(\.gz)?$/.test(file)) return { file, seconds: null };
  const target = join(directory, 'facts.ndjson');
  const start = performance.now();
  const args = [command, 'import', '--format', 'servicenow', '--agreement', agreement, '--to-ndjson', file];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  child.stdout.pipe(createWriteStream(target));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`the conversion of ${file} ended with ${code}`);
  return { file: target, seconds: (performance.now() - start) / 1000 };
};

/** What lies in a file of facts: lines that are not blank, their size, and the month in which most of them were so. */
export const countFacts = async (file) => {
  const bytes = createReadStream(file);
  const months = new Map();
  const customers = new Map();
  let [lines, size] = [0, 0];
  for await (const line of createInterface({
    input: file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes,
  })) {
    if (line.trim() === '') continue;
    lines += 1;
    size += Buffer.byteLength(line);
    const month = /"occurredAt":\s*"(\d{4}-\d{2})/.exec(line)?.[1];
    if (month) months.set(month, (months.get(month) ?? 0) + 1);
    const customer = /"customerId":\s*"([^"]+)"/.exec(line)?.[1];
    if (customer) customers.set(customer, (customers.get(customer) ?? 0) + 1);
  }
  const mostOf = (counts) => [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
  return { lines, size, month: mostOf(months), customer: mostOf(customers) };
};
