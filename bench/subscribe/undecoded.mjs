import { credentials, makeGenericClientConstructor } from '@grpc/grpc-js';
import streamsGrpc from '@eventstore/db-client/generated/streams_grpc_pb.js';
import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import streamsPb from '@eventstore/db-client/generated/streams_pb.js';

const { StreamsService } = streamsGrpc;
const Client = makeGenericClientConstructor(
  { read: { ...StreamsService.read, responseDeserialize: (bytes) => bytes } },
  'Streams',
);

/** `readAll` without its client: gRPC alone, answers left as bytes. What remains is the server and the way to it. */
export const readUndecoded = (connectionString, count) => {
  const client = new Client(
    new URL(connectionString.replace('esdb:', 'http:')).host,
    credentials.createInsecure(),
  );
  const { Options } = streamsPb.ReadReq;
  const options = new Options()
    .setAll(new Options.AllOptions().setStart(new sharedPb.Empty()))
    .setReadDirection(Options.ReadDirection.FORWARDS)
    .setCount(String(count))
    .setNoFilter(new sharedPb.Empty())
    .setUuidOption(new Options.UUIDOption().setString(new sharedPb.Empty()));
  return new Promise((resolve, reject) => {
    let found = 0;
    client
      .read(new streamsPb.ReadReq().setOptions(options))
      .on('data', () => (found += 1))
      .on('error', reject)
      .on('end', () => {
        client.close();
        resolve(found);
      });
  });
};
