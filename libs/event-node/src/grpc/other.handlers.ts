import { type sendUnaryData } from '@grpc/grpc-js';
import { type Clock } from '@app/platform';
import { featuresPb, gossipPb, sharedPb } from '../wire/generated.js';
import { unimplemented } from './status.js';

const serverVersion = '24.10.4'; // the server whose behaviour this node follows

const supported: readonly (readonly [service: string, method: string, features: readonly string[]])[] = [
  ['event_store.client.streams.streams', 'read', ['position', 'events']],
  ['event_store.client.streams.streams', 'append', []],
  ['event_store.client.streams.streams', 'batchappend', ['deadline_duration']],
  ['event_store.client.gossip.gossip', 'read', []],
  ['event_store.client.server_features.serverfeatures', 'getsupportedmethods', []],
];

/** Which calls there are; the client asks once for each connection and then appends by `BatchAppend`. */
export const getSupportedMethods = (
  _call: unknown,
  callback: sendUnaryData<InstanceType<typeof featuresPb.SupportedMethods>>,
): void => {
  const methods = supported.map(([service, method, features]) =>
    new featuresPb.SupportedMethod()
      .setServiceName(service)
      .setMethodName(method)
      .setFeaturesList([...features]),
  );
  callback(
    null,
    new featuresPb.SupportedMethods().setMethodsList(methods).setEventStoreServerVersion(serverVersion),
  );
};

/** A cluster of one: this node, the leader. `address` is evaluated at the call, when the port is known. */
export const gossipHandler =
  (instanceId: string, address: () => { readonly host: string; readonly port: number }, clock: Clock) =>
  (_call: unknown, callback: sendUnaryData<InstanceType<typeof gossipPb.ClusterInfo>>): void => {
    const { host, port } = address();
    const member = new gossipPb.MemberInfo()
      .setInstanceId(new sharedPb.UUID().setString(instanceId))
      .setTimeStamp(String(BigInt(clock.nowMs()) * 10_000n))
      .setState(gossipPb.MemberInfo.VNodeState.LEADER)
      .setIsAlive(true)
      .setHttpEndPoint(new gossipPb.EndPoint().setAddress(host).setPort(port));
    callback(null, new gossipPb.ClusterInfo().setMembersList([member]));
  };

/** `Delete` and `Tombstone`: an audit ledger never deletes. */
export const refuseDelete = (_call: unknown, callback: sendUnaryData<never>): void =>
  callback(unimplemented('deleting a stream'));
