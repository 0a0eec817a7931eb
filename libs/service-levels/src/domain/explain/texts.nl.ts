import type { Texts } from './texts.js';

const FACTS: Readonly<Record<string, string>> = {
  TicketRegistered: 'de registratie',
  TypeChanged: 'de wijziging van soort',
  ResponseGiven: 'de reactie',
  RootCauseEstablished: 'de vastgestelde oorzaak',
  ResolutionProvided: 'de oplossing',
  WaitingStarted: 'het begin van wachten',
  WaitingEnded: 'het einde van wachten',
  Reopened: 'de heropening',
  ExclusionProposed: 'een aanvaarde uitsluiting',
  Withdrawn: 'de intrekking',
  MarkedDuplicate: 'de markering als dubbel',
};

/** Nederlands. */
export const dutch: Texts = {
  metric: { response: 'reactie', resolution: 'oplossing' },
  basis: { gross: 'bruto', net: 'netto' },
  duration: (hours, minutes, seconds) =>
    [hours && `${hours} u`, minutes && `${minutes} min`, seconds && `${seconds} s`]
      .filter(Boolean)
      .join(' ') || '0 min',
  target: (clock, priority, duration, clause) =>
    `De klok ${clock} van prioriteit ${priority} mag ${duration} supporttijd gebruiken (artikel ${clause}).`,
  notMeasured: (clock) =>
    `De klok ${clock} wordt niet gemeten: voor deze prioriteit is geen doel afgesproken.`,
  excluded: (clock) =>
    `De klok ${clock} telt netto niet mee: een uitsluiting van het hele ticket is aanvaard.`,
  fact: (type, by) => (FACTS[type] ?? type) + (by === undefined ? '' : ` (${by})`),
  ran: ({ from, to, duration }, since) =>
    `Van ${from} tot ${to} liep hij, sinds ${since}: ${duration} geteld.`,
  paused: ({ from, to, duration }, reasons) =>
    `Van ${from} tot ${to} stond hij stil door ${reasons}: ${duration} supporttijd telde niet.`,
  notStarted: ({ from, to, duration }) =>
    `Van ${from} tot ${to} was hij niet begonnen, omdat de oorzaak nog niet was vastgesteld: ${duration} supporttijd telde niet.`,
  resolved: ({ from, to, duration }) =>
    `Van ${from} tot ${to} was het ticket opgelost, tot het werd heropend: ${duration} supporttijd telde niet.`,
  earlierAttempt: ({ from, to, duration }) =>
    `Van ${from} tot ${to} was een eerdere poging, die niet meer telt: ${duration} supporttijd.`,
  nothingCounted: 'niets, buiten supporturen',
  reason: (label, clause) => (clause === null ? `"${label}"` : `"${label}" (artikel ${clause})`),
  elapsed: (elapsed, allowed) => `In totaal is ${elapsed} van de toegestane ${allowed} gebruikt.`,
  allowance: (allowed, target) =>
    `Na een wijziging van prioriteit is ${allowed} toegestaan, terwijl het doel ${target} is.`,
  due: (dueAt) => `Wat is toegestaan, is op op ${dueAt}.`,
  dueUntil: (dueAt, breachesAt) =>
    `Wat is toegestaan, is op op ${dueAt}; zonder supporturen ertussen is het op tijd tot ${breachesAt}.`,
  met: (at) => `Gehaald op ${at}.`,
  breachedByTime: (at, overrun) =>
    `Overschreden toen de tijd op was, op ${at}; nu is het ${overrun} te lang.`,
  breachedByEvent: (at, overrun) =>
    `Overschreden op ${at} door wat toen is vastgelegd: er was meer gebruikt dan vanaf dat moment was toegestaan; het is ${overrun} te lang.`,
  running: (remaining) => `Hij loopt; er is nog ${remaining} over.`,
  held: 'Hij staat op dit moment stil.',
  waitingForCause: 'Hij is niet begonnen: hij wacht op de vastgestelde oorzaak.',
  cancelled: (because, at) => `Vervallen door ${because} op ${at}; telt in geen enkel cijfer.`,
  superseded: (because, at) =>
    `De overschrijding stond vast vóór ${because} op ${at}: zij blijft als achterhaald vermeld en telt in geen enkel cijfer.`,
  month: (month) => `Telt mee in ${month}.`,
};
