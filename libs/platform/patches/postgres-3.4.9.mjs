/**
 * Repairs postgres.js 3.4.9 in place; run by `postinstall`, does nothing the second time, fails loudly on any other text.
 *
 * What is wrong with it (porsager/postgres issues 1133, 1208, 1216; pull requests 1209, 1215, all open): when a connection
 * goes away, its buffered bytes, its write timer and its running query stay behind in the connection object. Then
 *  - a `rollback` or cursor step after the loss is written to a null socket: an uncaught TypeError ends the process;
 *  - or the timer is never armed again, and every reconnect of that object ends in CONNECT_TIMEOUT, for ever;
 *  - or statements of a dead transaction run inside the next transaction that reuses the connection;
 *  - or a cursor whose consumer was busy just then ends as if there were no more rows: a result cut short, without an error;
 *  - and `end()` waits for ever for the query that is no more;
 *  - and a loss while a new connection is still asking for its types is an unhandled rejection;
 *  - and `reserve()` waits for ever, or takes a connection out of the pool for ever, when it comes while none can be made.
 * Also (issue 1193): a server that closes during start-up is asked again without pause or end, at 100 % of a CPU.
 * Remove this file when a release has repaired it: `postgres-loss.pg-spec.ts` says whether it has.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fourth } from './postgres-3.4.9.copy.mjs';

const first = {
  'connection.js': [
    // Nothing of a dead socket outlives it.
    [
      `    socket.removeAllListeners()
    socket = null

    if (initial)
      return reconnect()

    !hadError && (query || sent.length) && error(Errors.connection('CONNECTION_CLOSED', options, socket))
`,
      `    socket.removeAllListeners()
    socket = chunk = nextWriteTimer = null

    if (initial && startupCloses++ < 3) {
      closedTime = performance.now()
      delay = 100
      return reconnect()
    }

    startupCloses = 0
    const lost = Errors.connection('CONNECTION_CLOSED', options, socket)
    errored(lost)
    while (sent.length)
      queryError(sent.shift(), lost)
    query = results = errorResponse = stream = final = null
    result = new Result()
    rows = 0
`,
    ],
    [
      `    , retries = 0
    , length = 0
`,
      `    , retries = 0
    , startupCloses = 0
    , length = 0
`,
    ],
    [
      `      options.shared.retries = retries = 0
`,
      `      options.shared.retries = retries = startupCloses = 0
`,
    ],
    // A statement for a connection that is gone is refused, not written.
    [
      `    if (terminated)
      return queryError(q, Errors.connection('CONNECTION_DESTROYED', options))
`,
      `    if (terminated)
      return queryError(q, Errors.connection('CONNECTION_DESTROYED', options))

    if (!socket)
      return queryError(q, Errors.connection('CONNECTION_CLOSED', options))
`,
    ],
    [
      `  function nextWrite(fn) {
    const x = socket.write(chunk, fn)
`,
      `  function nextWrite(fn) {
    if (!socket) {
      nextWriteTimer !== null && clearImmediate(nextWriteTimer)
      chunk = nextWriteTimer = null
      return false
    }
    const x = socket.write(chunk, fn)
`,
    ],
  ],
  'query.js': [
    [
      `    let prev
    return {
`,
      `    let prev
      , failure = null
    return {
`,
    ],
    [
      `          if (this.executed && !this.active)
            return { done: true }
`,
      `          if (this.executed && !this.active)
            return failure ? Promise.reject(failure) : { done: true }
`,
    ],
    [
      `            this.reject = x => (this.active = false, reject(x))
`,
      `            this.reject = x => (this.active = false, failure = x, reject(x))
`,
    ],
  ],
  'index.js': [
    // A transaction whose connection is gone takes no more statements, also when the connection is back for others.
    [
      `        new Promise((_, reject) => connection.onclose = reject)
`,
      `        new Promise((_, reject) => connection.onclose = e => (lost = e, reject(e)))
`,
    ],
    [
      `    let savepoints = 0
      , connection
      , prepare = null
`,
      `    let savepoints = 0
      , connection
      , prepare = null
      , lost = null
`,
    ],
    [
      `        q.catch(e => uncaughtError || (uncaughtError = e))
        c.queue === full
`,
      `        q.catch(e => uncaughtError || (uncaughtError = e))
        lost
          ? q.reject(lost)
          : c.queue === full
`,
    ],
    // The same for a reserved connection.
    [
      `    c.reserved.release = true

    const sql = Sql(handler)
    sql.release = () => {
      c.reserved = null
      onopen(c)
    }

    return sql

    function handler(q) {
      c.queue === full
`,
      `    c.reserved.release = true

    let lost = null
    c.onclose = e => {
      lost = e
      while (queue.length)
        queue.shift().reject(e)
    }

    const sql = Sql(handler)
    sql.release = () => {
      if (lost)
        return
      c.reserved = c.onclose = null
      onopen(c)
    }

    return sql

    function handler(q) {
      lost
        ? q.reject(lost)
        : c.queue === full
`,
    ],
  ],
};

// Waiting for a connection of one's own (`reserve`) stood in two places, the queue of the pool and the connection being
// opened. Opened, that one forgot it where the queue had let go of it already: it waited for ever. Failed, it was refused,
// and the next connection was given to nobody, for ever.
const second = {
  'connection.js': [
    [
      `        initial.reserve && (initial = null)
`,
      `        initial.reserve && (initial.requeue(), initial = null)
`,
    ],
  ],
  'index.js': [
    [
      `        const query = { reserve: resolve, reject }
        queries.push(query)
        closed.length && connect(closed.shift(), query)
`,
      `        const query = { reserve: resolve, reject, requeue: () => queries.push(query) }
        closed.length
          ? connect(closed.shift(), query)
          : queries.push(query)
`,
    ],
  ],
};

// The driver asks for the array types of a new connection where nobody waits for the answer: a loss at that moment was a
// rejection without a handler, which ends the process. Whoever waits for the connection is told of the loss by it; where
// the question alone fails, the connection must not be used, since it would not know an array when it sees one.
const third = {
  'connection.js': [
    [
      `        return fetchArrayTypes()
`,
      `        return fetchArrayTypes().catch(error => { socket && socket.destroy(error) })
`,
    ],
  ],
};

/** In order; each leaves its mark in every file that it has changed. */
const patches = [
  ['/* sla-ledger patch 1 */', first],
  ['/* sla-ledger patch 2 */', second],
  ['/* sla-ledger patch 3 */', third],
  ['/* sla-ledger patch 4 */', fourth],
];

const root = process.argv[2] ?? join(dirname(createRequire(import.meta.url).resolve('postgres')), '../..');
for (const [marker, changes] of patches) {
  for (const [file, replacements] of Object.entries(changes)) {
    for (const folder of ['src', 'cjs/src']) {
      const path = join(root, folder, file);
      let text = readFileSync(path, 'utf8');
      if (text.includes(marker)) continue;
      for (const [before, after] of replacements) {
        if (text.split(before).length !== 2) {
          throw new Error(
            `${path} is not the postgres 3.4.9 that this patch is for: look whether it is still needed`,
          );
        }
        text = text.replace(before, () => after);
      }
      writeFileSync(path, `${text}\n${marker}\n`);
    }
  }
}
