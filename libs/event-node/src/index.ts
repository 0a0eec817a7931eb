export { type EventNode, type EventNodeOptions, startEventNode } from './start-event-node.js';
export { type EventNodeMetrics } from './metrics.js';
export { CannotListenError, NotLoopbackError } from './grpc/grpc-server.js';
export { LogShorterError, WriterLockedError } from './storage/writer.errors.js';
