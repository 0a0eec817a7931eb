import fc from 'fast-check';
import { exampleAgreement } from '../../test/example-evaluation.js';
import { cellOf } from './cells.js';
import { Wording } from './wording.js';

const nl = new Wording('nl', 'Europe/Amsterdam', exampleAgreement());
const en = new Wording('en', 'Europe/Amsterdam', exampleAgreement());

describe('a cell', () => {
  it.each([
    ['percent', 99.6212, '99,62 %', '99.62 %'],
    ['percent', 99.9999, '99,99 %', '99.99 %'],
    ['percent', 1.15, '1,15 %', '1.15 %'],
    ['percent', 90.909, '90,9 %', '90.9 %'],
    ['targetPercent', 99.5, '99,5 %', '99.5 %'],
    ['percent', 100, '100 %', '100 %'],
    ['percent', 0.0001, '0 %', '0 %'],
    ['elapsedSeconds', 16_200, '4 u 30 min', '4 h 30 min'],
    ['seconds', 0, '0 min', '0 min'],
    ['met', 24, '24', '24'],
  ])('of %s %d is said as %s', (path, value, dutch, english) => {
    expect(cellOf(path, value, nl)).toMatchObject({ value, text: dutch });
    expect(cellOf(path, value, en)).toMatchObject({ value, text: english });
  });

  it('shows an instant by the clock of the agreement, in summer and in winter', () => {
    expect(cellOf('decidedAt', '2026-03-28T23:30:00Z', nl)).toEqual({
      kind: 'instant',
      local: '2026-03-29T00:30:00+01:00',
      text: 'zo 29 mrt 2026, 00:30:00',
    });
    expect(cellOf('rootCauseAnalysis.dueAt', '2026-03-29T01:30:00Z', en)).toEqual({
      kind: 'instant',
      local: '2026-03-29T03:30:00+02:00',
      text: 'Sun, 29 Mar 2026, 03:30:00',
    });
  });

  it('knows codes of ours, and of the agreement, and leaves other text alone', () => {
    expect(cellOf('verdict', 'breached', nl)).toEqual({
      kind: 'code',
      code: 'breached',
      text: 'niet gehaald',
    });
    expect(cellOf('without.state', 'breached', nl)).toMatchObject({ text: 'overschreden' });
    expect(cellOf('priorities', ['high', 'low'], nl)).toEqual({
      kind: 'code',
      code: 'high low',
      text: 'Hoog, Laag',
    });
    expect(cellOf('cause', 'internet', nl)).toMatchObject({ kind: 'code', text: 'Internet' });
    expect(cellOf('cause', 'constructor', nl)).toEqual({ kind: 'text', text: 'constructor' });
    expect(cellOf('ticketId', 'met', nl)).toEqual({ kind: 'text', text: 'met' });
    expect(cellOf('planned', false, nl)).toEqual({ kind: 'code', code: 'false', text: 'nee' });
    expect(cellOf('to', null, nl)).toEqual({ kind: 'empty', text: '' });
  });

  it('never shows a percentage as more than it is', () => {
    const tenThousandths = fc.integer({ min: 0, max: 1_000_000 });
    fc.assert(
      fc.property(tenThousandths, (scaled) => {
        const { text } = cellOf('percent', Number(`${scaled}e-4`), en);
        const shown = Math.round(Number(text.replace(' %', '')) * 100) * 100;
        expect(shown).toBe(scaled - (scaled % 100));
      }),
    );
  });
});
