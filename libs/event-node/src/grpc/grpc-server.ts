import {
  logVerbosity,
  Server,
  ServerCredentials,
  type ServerInterceptor,
  type ServiceDefinition,
  setLogVerbosity,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { CannotListenError } from './server.errors.js';

/** Both as PEM. The certificate is followed by those between it and the authority, if there are any. */
export interface TlsFiles {
  readonly certificate: Buffer;
  readonly key: Buffer;
}

export interface GrpcServerOptions {
  readonly host: string;
  /** What clients are told, default `host`. */
  readonly advertisedHost?: string;
  /** Absent: not encrypted. */
  readonly tls?: TlsFiles;
  /** Each call goes through these. */
  readonly interceptors?: ServerInterceptor[];
}

const credentialsFor = (tls: TlsFiles | undefined): ServerCredentials =>
  tls === undefined
    ? ServerCredentials.createInsecure()
    : ServerCredentials.createSsl(null, [{ cert_chain: tls.certificate, private_key: tls.key }]);

const authorityOf = (host: string, port: number): string =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;

/** A gRPC server that can also be stopped while streams are open. */
export class GrpcServer {
  /** 0 before it listens. */
  port = 0;
  private readonly host: string;
  private readonly advertisedHost: string;
  private readonly credentials: ServerCredentials;
  private readonly server: Server;

  constructor({ host, advertisedHost = host, tls, interceptors = [] }: GrpcServerOptions) {
    this.host = host;
    this.advertisedHost = advertisedHost;
    this.credentials = credentialsFor(tls);
    this.server = new Server({
      'grpc.max_receive_message_length': 16_767_216, // what a real node takes; the default of 4 MiB is too small
      'grpc.keepalive_time_ms': 10_000,
      'grpc.keepalive_timeout_ms': 10_000,
      interceptors,
    });
  }

  /** Where clients reach it. */
  get address(): { readonly host: string; readonly port: number } {
    return { host: this.advertisedHost, port: this.port };
  }

  /** The same as part of a URL. */
  get authority(): string {
    return authorityOf(this.advertisedHost, this.port);
  }

  add(service: ServiceDefinition<UntypedServiceImplementation>, handlers: object): void {
    this.server.addService(service, handlers as UntypedServiceImplementation);
  }

  /** @throws CannotListenError */
  async listen(port: number): Promise<void> {
    setLogVerbosity(logVerbosity.NONE); // it would write a line of its own about what is thrown here
    const where = authorityOf(this.host, port);
    this.port = await new Promise<number>((resolve, reject) =>
      this.server.bindAsync(where, this.credentials, (error, bound) =>
        error === null ? resolve(bound) : reject(new CannotListenError(where, error)),
      ),
    );
  }

  /** Lets calls under way finish for a second; those still open then are cut. */
  async stop(): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => {
        this.server.forceShutdown();
        resolve();
      }, 1_000);
      this.server.tryShutdown(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}
