import type { FastifyInstance } from 'fastify';

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

const stepPattern = (step: string): string => {
  if (step.startsWith(':')) return '[^/]+';
  return step === '*' ? '.*' : escaped(step);
};

/** `/v1/tickets/:ticketId/facts` as a pattern of paths. */
const patternOf = (template: string): RegExp =>
  new RegExp(`^${template.split('/').map(stepPattern).join('/')}$`);

/** Which methods a path knows: the router itself tells only whether one method is known. */
export class KnownRoutes {
  private readonly routes: { readonly pattern: RegExp; readonly methods: readonly string[] }[] = [];

  /** Remembers every route that is added from now on. */
  remember(server: FastifyInstance): void {
    server.addHook('onRoute', ({ url, method }) => {
      this.routes.push({ pattern: patternOf(url), methods: [method].flat() });
    });
  }

  /** Sorted; empty where the path leads nowhere whatever the method. */
  methodsOf(path: string): readonly string[] {
    const known = this.routes.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods);
    return [...new Set(known)].sort();
  }
}
