import featuresGrpc from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import gossipGrpc from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import streamsGrpc from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { type ServiceDefinition, type UntypedServiceImplementation } from '@grpc/grpc-js';
import { appendRequest, batchAppendRequest } from '../wire/append-request.js';

type Definition = ServiceDefinition<UntypedServiceImplementation>;

const { read, append, batchAppend, ...others } = streamsGrpc.StreamsService;
const asEncoded = (encoded: Buffer): Buffer => encoded;

/** What goes to and fro in numbers is read and written by hand: as messages it costs several times as much. */
export const streamsService: Definition = {
  ...others,
  read: { ...read, responseSerialize: asEncoded },
  append: { ...append, requestDeserialize: appendRequest },
  batchAppend: { ...batchAppend, requestDeserialize: batchAppendRequest, responseSerialize: asEncoded },
};

export const serverFeaturesService: Definition = featuresGrpc.ServerFeaturesService;

export const gossipService: Definition = gossipGrpc.GossipService;
