import type { Texts } from './texts.js';
import { englishWords } from './words.en.js';

/** English. */
export const english: Texts = {
  heading: 'Service evaluation',
  decimalMark: '.',
  words: englishWords,
  properties: {
    customer: 'Customer',
    service: 'Service',
    agreement: 'Agreement',
    period: 'Period',
    at: 'As it stands at',
    position: 'Position in the log',
    status: 'Status',
    monthOf: 'A clock counts in',
  },
  agreement: (agreementId, versions) => `${agreementId}, version ${versions}`,
  period: (month, timeZone) => `${month}, wall clock of ${timeZone}`,
  noPosition: 'none: computed from files',
  monthGoesOn: 'The month is not over: these are the figures up to the instant they stand at.',
  incomplete: (partitions) => `Incomplete: these parts are missing from the figures: ${partitions}.`,
  summary: {
    title: 'Verdict on each requirement',
    subject: 'Requirement',
    target: 'Target',
    clause: 'Cl.',
    gross: 'Gross',
    net: 'Net',
    tally: (basis, met, breached, notMeasured) =>
      `${basis}: ${met} met, ${breached} not met, ${notMeasured} without measurement.`,
    bases: 'Gross is all that was measured; net leaves out what an accepted exclusion takes away.',
  },
  ofMeasured: (met, measured) => `${met} of ${measured}`,
  nothingMeasured: '–',
  together: (priorities) => `${priorities} together`,
  ofVersion: (subject, version) => `${subject} (version ${version})`,
  available: {
    'support-hours': 'Available in support hours',
    'outside-support-hours': 'Available outside support hours',
  },
  interruptions: 'Interruptions',
  down: (duration) => `${duration} down`,
  charts: {
    title: 'At a glance',
    caption:
      'Coloured: net; grey below: gross; mark: the target. All bars begin at zero. ' +
      'For the service they show how much was used of the downtime or interruptions that the target leaves.',
    service: 'Service: used of what is allowed',
    onTime: (metric) => `Tickets in time: ${metric}`,
  },
  breach: (allowed, used) => `${allowed} allowed, ${used} used`,
  rowsLeft: (left) => `${left} more rows are left out here; the CSV and XLSX editions have them all.`,
  nothingToReport: 'Nothing to report',
  treeHead: {
    title: 'Signed head of the log',
    remark:
      'The ledger has signed that its log was this, and no other, when the month was frozen. Keep it: whoever changes or ' +
      'removes a fact later cannot make this head fit any more. The code holds the same in one line.',
    treeSize: 'Entries',
    position: 'Up to position',
    rootHash: 'Root hash (SHA-256)',
    signedAt: 'Signed at',
    ledger: 'Ledger',
    key: 'Key',
    signature: 'Signature (Ed25519)',
  },
  remarks: [
    'Every figure is computed from recorded facts by the clause of the agreement that is named.',
    'Clocks count support time, availability counts real time. Percentages are cut, never rounded up.',
  ],
  page: 'page',
  of: 'of',
  yes: 'yes',
  no: 'no',
};
