import { type Logger, pino } from 'pino';

export type { Logger };

const wanted = process.env['LOG_LEVEL'] ?? 'info';
// An unknown level is reported by `loadConfig`, readably; pino would throw while this file is being imported.
const level = wanted === 'silent' || wanted in pino.levels.values ? wanted : 'info';

/** JSON lines on standard output; the level comes from LOG_LEVEL; credentials never reach a line. */
export const rootLogger: Logger = pino({
  level,
  redact: [
    'authorization',
    '*.authorization',
    'headers.authorization',
    'headers.cookie',
    'req.headers.authorization',
    'req.headers.cookie',
  ],
});
