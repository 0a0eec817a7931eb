// The limit of any command that reads NDJSON: lines from standard input, JSON.parse, nothing else.
let rest = '';
let fields = 0;
process.stdin.setEncoding('utf8');
for await (const chunk of process.stdin) {
  const lines = (rest + chunk).split('\n');
  rest = lines.pop();
  for (const line of lines) fields += Object.keys(JSON.parse(line)).length;
}
process.stdout.write(`${fields}\n`);
