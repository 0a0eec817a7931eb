// For the health checks of containers, which have no curl: ends with 0 where the address answers 200 within 4 seconds.
//
// node scripts/health.mjs http://127.0.0.1:3000/health/ready
const [address] = process.argv.slice(2);
if (address === undefined || !URL.canParse(address)) {
  process.stderr.write('give the address to ask, such as http://127.0.0.1:3000/health/ready\n');
  process.exit(2);
}

try {
  const answer = await fetch(address, { signal: AbortSignal.timeout(4_000) });
  if (!answer.ok) {
    process.stderr.write(`${answer.status} ${await answer.text()}\n`);
    process.exitCode = 1;
  }
} catch (error) {
  process.stderr.write(`${address} does not answer: ${String(error)}\n`);
  process.exitCode = 1;
}
