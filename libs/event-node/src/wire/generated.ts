import featuresPb from '@eventstore/db-client/generated/serverfeatures_pb.js';
import gossipPb from '@eventstore/db-client/generated/gossip_pb.js';
import sharedPb from '@eventstore/db-client/generated/shared_pb.js';
import statusPb from '@eventstore/db-client/generated/status_pb.js';
import streamsPb from '@eventstore/db-client/generated/streams_pb.js';

/**
 * Messages as the client package ships them: the same copy that a client in this process uses, since their serialisers
 * check the class. Deep imports, so the package is pinned.
 */
export { featuresPb, gossipPb, sharedPb, statusPb, streamsPb };
