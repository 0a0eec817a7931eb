import gossipPb from '@eventstore/db-client/generated/gossip_pb.js';
import gossipGrpc from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import featuresPb from '@eventstore/db-client/generated/serverfeatures_pb.js';
import featuresGrpc from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import statusPb from '@eventstore/db-client/generated/status_pb.js';
import streamsPb from '@eventstore/db-client/generated/streams_pb.js';
import streamsGrpc from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { type ServiceDefinition, type UntypedServiceImplementation } from '@grpc/grpc-js';

/**
 * Messages and services as the client package ships them: the same copy that a client in this process uses, since
 * their serialisers check the class. Deep imports, so the package is pinned.
 */
export { featuresPb, gossipPb, sharedPb, statusPb, streamsPb };

type Definition = ServiceDefinition<UntypedServiceImplementation>;

/** `Read` takes answers that are encoded already: building them as messages costs several times as much. */
export const streamsService: Definition = {
  ...streamsGrpc.StreamsService,
  read: { ...streamsGrpc.StreamsService.read, responseSerialize: (encoded: Buffer) => encoded },
};

export const serverFeaturesService: Definition = featuresGrpc.ServerFeaturesService;

export const gossipService: Definition = gossipGrpc.GossipService;
