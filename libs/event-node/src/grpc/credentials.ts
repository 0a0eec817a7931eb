import { createHash, timingSafeEqual } from 'node:crypto';
import { type ServerInterceptor, ServerInterceptingCall, ServerListenerBuilder, status } from '@grpc/grpc-js';

/** What a client names in its connection string, `esdb://user:password@host`. */
export interface Credentials {
  readonly user: string;
  readonly password: string;
}

const digest = (text: Buffer | string): Buffer => createHash('sha256').update(text).digest();

/**
 * Whether a header `authorization: Basic ...` (RFC 7617) names one of these. Digests of one length are compared, all of
 * them each time: how long it takes tells nothing of how much was right.
 */
export const basicCheck = (accepted: readonly Credentials[]): ((header: string) => boolean) => {
  const known = accepted.map(({ user, password }) => digest(`${user}:${password}`));
  return (header) => {
    const [, encoded = ''] = /^basic ([\w+/=]+)$/i.exec(header) ?? [];
    const given = digest(Buffer.from(encoded, 'base64'));
    return known.map((each) => timingSafeEqual(each, given)).includes(true);
  };
};

/**
 * Lets a call through only with one of these credentials. The client sends them with the calls on streams and, where it
 * opens one call for many appends, with that; it asks for features and members without.
 *
 * @param open paths of the calls that need none
 */
export const requireCredentials = (
  accepted: readonly Credentials[],
  open: ReadonlySet<string>,
  onDenied: () => void,
): ServerInterceptor => {
  const isAccepted = basicCheck(accepted);
  return (method, call) => {
    if (open.has(method.path)) return new ServerInterceptingCall(call);
    const listener = new ServerListenerBuilder().withOnReceiveMetadata((metadata, proceed) => {
      if (isAccepted(String(metadata.get('authorization')[0] ?? ''))) return proceed(metadata);
      onDenied();
      const details = 'the user and password of the connection string are missing or wrong';
      call.sendStatus({ code: status.UNAUTHENTICATED, details });
    });
    return new ServerInterceptingCall(call, { start: (next) => next(listener.build()) });
  };
};
