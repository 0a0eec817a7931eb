import { inOrder, standing } from '@app/facts';
import type { OutageFact } from './outage-fact.js';

/** That an outage began: which service it is of, and whose. */
export type OutageStart = Extract<OutageFact, { type: 'OutageStarted' }>;

/** The earliest start among the facts of an outage, retracted ones left out; undefined where nobody recorded one. */
export const outageStart = (recorded: readonly OutageFact[]): OutageStart | undefined =>
  inOrder(standing(recorded).facts).find((fact): fact is OutageStart => fact.type === 'OutageStarted');
