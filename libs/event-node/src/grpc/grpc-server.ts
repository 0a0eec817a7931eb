import {
  logVerbosity,
  Server,
  ServerCredentials,
  type ServiceDefinition,
  setLogVerbosity,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';

/** The node was told to listen where others can reach it. */
export class NotLoopbackError extends Error {
  override readonly name = 'NotLoopbackError';
  readonly code = 'NOT_LOOPBACK';
  constructor(host: string) {
    super(`the event node speaks without encryption and listens on loopback only, not on ${host}`);
  }
}

/** The port is taken, or may not be used. */
export class CannotListenError extends Error {
  override readonly name = 'CannotListenError';
  readonly code = 'CANNOT_LISTEN';
  constructor(host: string, port: number, cause: unknown) {
    super(`the event node cannot listen on ${host}:${port}: is the port in use?`, { cause });
  }
}

const isLoopback = (host: string): boolean => host === 'localhost' || /^127(\.\d{1,3}){3}$/.test(host);

/** A gRPC server on loopback that can also be stopped while streams are open. */
export class GrpcServer {
  private port = 0;
  private readonly server = new Server({
    'grpc.max_receive_message_length': 16_767_216, // what a real node takes; the default of 4 MiB is too small
    'grpc.keepalive_time_ms': 10_000,
    'grpc.keepalive_timeout_ms': 10_000,
  });

  /** @throws NotLoopbackError */
  constructor(private readonly host: string) {
    if (!isLoopback(host)) throw new NotLoopbackError(host);
  }

  get address(): { readonly host: string; readonly port: number } {
    return { host: this.host, port: this.port };
  }

  add(service: ServiceDefinition<UntypedServiceImplementation>, handlers: object): void {
    this.server.addService(service, handlers as UntypedServiceImplementation);
  }

  /** @throws CannotListenError */
  async listen(port: number): Promise<void> {
    setLogVerbosity(logVerbosity.NONE); // it would write a line of its own about what is thrown here
    this.port = await new Promise<number>((resolve, reject) =>
      this.server.bindAsync(`${this.host}:${port}`, ServerCredentials.createInsecure(), (error, bound) =>
        error === null ? resolve(bound) : reject(new CannotListenError(this.host, port, error)),
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
