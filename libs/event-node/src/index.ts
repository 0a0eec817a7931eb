export { type EventNode, type EventNodeOptions } from './event-node.options.js';
export { startEventNode } from './start-event-node.js';
export { type Credentials } from './grpc/credentials.js';
export {
  BadCertificateError,
  CannotListenError,
  NotLoopbackError,
  SecretWithoutTlsError,
} from './grpc/server.errors.js';
export { LogShorterError, WriterLockedError } from './storage/writer.errors.js';
