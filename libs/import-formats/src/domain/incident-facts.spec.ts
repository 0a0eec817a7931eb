import fc from 'fast-check';
import { incidentFacts } from './incident-facts.js';
import { readServicenowRow, type SERVICENOW_COLUMNS, type ServicenowRow } from './servicenow-row.js';
import type { ServicenowTerms } from './servicenow-terms.js';

const terms: ServicenowTerms = { customerId: 'c', serviceId: 's', zoneOn: () => 'Europe/Amsterdam' };

type Columns = Partial<Record<(typeof SERVICENOW_COLUMNS)[number], string>>;

/** A row as the log has it; its text is its columns. */
function rowOf(columns: Columns): ServicenowRow {
  const full: Record<string, string> = {
    number: 'INC1',
    incident_state: 'New',
    sys_mod_count: '0',
    opened_at: '1/3/2016 09:00',
    sys_updated_at: '1/3/2016 10:00',
    contact_type: 'Phone',
    category: '?',
    cmdb_ci: '?',
    priority: '3 - Moderate',
    ...columns,
  };
  const read = readServicenowRow((column) => full[column]!, Object.values(full).join(','));
  if (read.kind === 'skipped') throw new Error(read.reason);
  return read.row;
}

/** One row a state, an hour apart. */
const rowsOf = (...states: string[]): ServicenowRow[] =>
  states.map((state, index) =>
    rowOf({
      incident_state: state,
      sys_mod_count: String(index),
      sys_updated_at: `1/3/2016 ${10 + index}:00`,
    }),
  );

/** `mod count:type` of each fact after the registration. */
const told = (rows: readonly ServicenowRow[]): string[] =>
  incidentFacts(rows, terms)
    .slice(1)
    .map(({ id }) => id);

describe('the facts of a ServiceNow incident', () => {
  it('begin with its registration, at opened_at, as its first row has it', () => {
    const rows = [
      rowOf({ sys_mod_count: '10', priority: '1 - Critical', category: 'Category 9' }),
      rowOf({ sys_mod_count: '9', priority: '2 - High', category: 'Category 7', cmdb_ci: 'ci 4' }),
    ];
    expect(incidentFacts(rows, terms)[0]).toEqual({
      id: '9:TicketRegistered',
      ticketId: 'INC1',
      type: 'TicketRegistered',
      occurredAt: '2016-03-01T08:00:00Z',
      sequence: 1,
      data: {
        type: 'incident',
        customerId: 'c',
        serviceId: 's',
        priority: 'high',
        channel: 'phone',
        configurationItem: 'ci 4',
        category: 'Category 7',
      },
    });
  });

  it.each([
    ['?', '?'],
    ['', ' '],
  ])('say nothing of a category and item that are not known: "%s", "%s"', (category, item) => {
    const [registered] = incidentFacts([rowOf({ category, cmdb_ci: item })], terms);
    expect(Object.keys(registered!.data).sort()).toEqual(
      ['channel', 'customerId', 'priority', 'serviceId', 'type'].sort(),
    );
  });

  it.each([
    ['Phone', 'phone'],
    ['IVR', 'phone'],
    ['Email', 'email'],
    ['Self service', 'portal'],
    ['Direct opening', 'portal'],
    ['?', 'api'],
  ])('come by %s as %s', (contactType, channel) => {
    expect(incidentFacts([rowOf({ contact_type: contactType })], terms)[0]?.data).toMatchObject({ channel });
  });

  it.each<[string, string[], string[]]>([
    ['nothing while it stays New', ['New', 'New'], []],
    ['a response on leaving New', ['New', 'Active', 'Active'], ['1:ResponseGiven']],
    ['New before the first row', ['Active'], ['0:ResponseGiven']],
    ['no response straight to Resolved', ['New', 'Resolved'], ['1:ResolutionProvided']],
    ['no response straight to Closed', ['New', 'Closed'], ['1:Closed']],
    [
      'a response each time it leaves New',
      ['Active', 'New', 'Active'],
      ['0:ResponseGiven', '2:ResponseGiven'],
    ],
    [
      'a wait for the user',
      ['Awaiting User Info', 'Awaiting User Info', 'Active'],
      ['0:ResponseGiven', '0:WaitingStarted', '2:WaitingEnded'],
    ],
    [
      'a wait that a resolution ends',
      ['Awaiting User Info', 'Resolved'],
      ['0:ResponseGiven', '0:WaitingStarted', '1:WaitingEnded', '1:ResolutionProvided'],
    ],
    [
      'no other wait',
      ['Awaiting Vendor', 'Awaiting Problem', 'Awaiting Evidence', 'Active'],
      ['0:ResponseGiven'],
    ],
    [
      'a wait between others',
      ['Awaiting Vendor', 'Awaiting User Info', 'Awaiting Vendor'],
      ['0:ResponseGiven', '1:WaitingStarted', '2:WaitingEnded'],
    ],
    [
      'a resolution, once',
      ['Active', 'Resolved', 'Resolved', 'Closed'],
      ['0:ResponseGiven', '1:ResolutionProvided', '3:Closed'],
    ],
    [
      'a reopening from Resolved, before the wait that follows',
      ['Resolved', 'Awaiting User Info'],
      ['0:ResolutionProvided', '1:Reopened', '1:WaitingStarted'],
    ],
    [
      'a reopening from Closed, to New as well',
      ['Closed', 'New', 'Closed', 'Active'],
      ['0:Closed', '1:Reopened', '2:Closed', '3:Reopened'],
    ],
    [
      'a resolution after the close, without a reopening',
      ['Closed', 'Resolved'],
      ['0:Closed', '1:ResolutionProvided'],
    ],
  ])('tell %s', (_, states, expected) => {
    expect(told(rowsOf(...states))).toEqual(expected);
  });

  it('tell of another priority than that of the row before, after what the state says', () => {
    const rows = [
      rowOf({}),
      rowOf({ sys_mod_count: '1', priority: '1 - Critical' }),
      rowOf({ sys_mod_count: '2', priority: '1 - Critical' }),
      rowOf({ sys_mod_count: '3', priority: '4 - Low', incident_state: 'Resolved' }),
    ];
    expect(
      incidentFacts(rows, terms).map(({ id, data }) => ('to' in data ? `${id} ${data.to}` : id)),
    ).toEqual([
      '0:TicketRegistered',
      '1:PriorityChanged top',
      '3:ResolutionProvided',
      '3:PriorityChanged low',
    ]);
  });

  it('are numbered where a type repeats in one sys_mod_count, whose rows go by their text', () => {
    const rows = ['Active', 'New', 'Awaiting User Info'].map((state) => rowOf({ incident_state: state }));
    // Active < Awaiting User Info < New, as text.
    expect(told(rows)).toEqual(['0:ResponseGiven', '0:WaitingStarted', '0:WaitingEnded']);
    const twice = [
      ...rows,
      rowOf({ incident_state: 'Resolved' }),
      rowOf({ incident_state: 'Active', category: 'z' }),
    ];
    expect(told([...twice, rowOf({ sys_mod_count: '0', incident_state: 'Active', cmdb_ci: 'z' })])).toEqual([
      '0:ResponseGiven',
      '0:WaitingStarted',
      '0:WaitingEnded',
      '0:ResolutionProvided',
    ]);
    const waits = ['a', 'b', 'c', 'd'].map((text, index) => ({
      ...rowOf({ incident_state: index % 2 === 0 ? 'Awaiting User Info' : 'Active' }),
      text,
    }));
    expect(told(waits)).toEqual([
      '0:ResponseGiven',
      '0:WaitingStarted',
      '0:WaitingEnded',
      '0:WaitingStarted:2',
      '0:WaitingEnded:2',
    ]);
  });

  it.each([
    ['27/3/2016 02:30', 'Europe/Amsterdam', '2016-03-27T01:30:00Z', 'skipped: the offset before the gap'],
    ['30/10/2016 02:30', 'Europe/Amsterdam', '2016-10-30T00:30:00Z', 'shown twice: the first'],
    ['30/10/2016 02:30', 'Asia/Kolkata', '2016-10-29T21:00:00Z', 'another zone'],
  ])('happen when the wall clock shows %s in %s: %s (%s)', (local, zone, expected) => {
    const [, fact] = incidentFacts([rowOf({ incident_state: 'Closed', sys_updated_at: local })], {
      ...terms,
      zoneOn: () => zone,
    });
    expect(fact?.occurredAt).toBe(expected);
  });

  it('go by the zone of the day on which the incident was opened, its updates too', () => {
    const zoneOn = (day: string) => (day < '2016-04-01' ? 'UTC' : 'UTC+1');
    const rows = [
      rowOf({ opened_at: '31/3/2016 23:59', sys_updated_at: '1/4/2016 12:00', incident_state: 'Closed' }),
    ];
    expect(incidentFacts(rows, { ...terms, zoneOn }).map(({ occurredAt }) => occurredAt)).toEqual([
      '2016-03-31T23:59:00Z',
      '2016-04-01T12:00:00Z',
    ]);
  });

  const arbitraryRow = fc
    .record({
      incident_state: fc.constantFrom(
        'New',
        'Active',
        'Awaiting User Info',
        'Awaiting Vendor',
        'Resolved',
        'Closed',
      ),
      sys_mod_count: fc.nat(12).map(String),
      sys_updated_at: fc.integer({ min: 10, max: 23 }).map((hour) => `1/3/2016 ${hour}:00`),
      priority: fc.constantFrom('1 - Critical', '2 - High', '3 - Moderate', '4 - Low'),
      category: fc.constantFrom('?', 'a', 'b'),
    })
    .map(rowOf);

  it('are the same, with ids of their own and numbered through, in whatever order the rows come', () => {
    fc.assert(
      fc.property(
        fc.array(arbitraryRow, { minLength: 1, maxLength: 15 }),
        fc.infiniteStream(fc.nat()),
        (rows, chance) => {
          const facts = incidentFacts(rows, terms);
          const shuffled = rows
            .map((row) => ({ row, at: chance.next().value as number }))
            .sort((a, b) => a.at - b.at)
            .map(({ row }) => row);
          expect(incidentFacts(shuffled, terms)).toEqual(facts);
          expect(new Set(facts.map(({ id }) => id)).size).toBe(facts.length);
          expect(facts.map(({ sequence }) => sequence)).toEqual(facts.map((_, index) => index + 1));
        },
      ),
    );
  });
});
