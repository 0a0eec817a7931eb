import { createRegistry, Gauge } from './metrics.js';
import { serveStatus, type StatusServer } from './status-server.js';

describe('serveStatus', () => {
  let status: StatusServer;
  let why: string | undefined;
  const registry = createRegistry('spec');
  new Gauge({ name: 'spec_value', help: 'of this spec', registers: [registry] }).set(7);
  const get = (path: string): Promise<Response> => fetch(`http://127.0.0.1:${status.port}${path}`);

  beforeAll(async () => {
    status = await serveStatus({ port: 0, registry, notReady: () => why });
  });
  afterAll(() => status.close());

  it('lives whether or not it is ready, and says why it is not', async () => {
    expect([(await get('/health/live')).status, (await get('/health/ready')).status]).toEqual([200, 200]);
    why = 'the database is away';
    const refused = await get('/health/ready');
    expect([(await get('/health/live')).status, refused.status]).toEqual([200, 503]);
    expect(await refused.json()).toEqual({ status: 'not ready', detail: why });
  });

  it('tells its metrics as Prometheus text', async () => {
    const response = await get('/metrics');
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=/);
    expect(await response.text()).toContain('spec_value{process="spec"} 7');
  });

  it('knows nothing else, and no second one on its port', async () => {
    expect((await get('/')).status).toBe(404);
    await expect(serveStatus({ port: status.port, registry, notReady: () => why })).rejects.toThrow(
      /EADDRINUSE/,
    );
  });
});
