import type { FastifyInstance } from 'fastify';

/** Which methods a path knows. */
export interface KnownRoutes {
  /** Sorted; empty where the path leads nowhere whatever the method. */
  methodsOf(path: string): readonly string[];
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** `/v1/tickets/:ticketId/facts` as a pattern of paths. */
const patternOf = (template: string): RegExp =>
  new RegExp(
    `^${template
      .split('/')
      .map((step) => (step.startsWith(':') ? '[^/]+' : step === '*' ? '.*' : escaped(step)))
      .join('/')}$`,
  );

/** Remembers every route from now on: the router itself tells only whether one method is known. */
export const rememberRoutes = (server: FastifyInstance): KnownRoutes => {
  const routes: { readonly pattern: RegExp; readonly methods: readonly string[] }[] = [];
  server.addHook('onRoute', ({ url, method }) => {
    routes.push({ pattern: patternOf(url), methods: [method].flat() });
  });
  return {
    methodsOf: (path) => {
      const known = routes.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods);
      return [...new Set(known)].sort();
    },
  };
};
