import type { Label } from '@app/agreements/domain';
import type { FindingCode } from './finding.js';

/** What each finding means, for the meeting and for whoever should act. */
export const FINDING_TEXTS: Readonly<Record<FindingCode, Label>> = {
  NO_AGREEMENT: {
    nl: 'Er is geen overeenkomst voor deze klant en dienst.',
    en: 'No agreement covers this customer and service.',
  },
  NO_VERSION_IN_FORCE: {
    nl: 'Bij registratie gold geen versie van de overeenkomst.',
    en: 'No version of the agreement was in force at registration.',
  },
  CUSTOMER_CHANGED: {
    nl: 'Het ticket is naar een andere klant of dienst gegaan.',
    en: 'The ticket moved to another customer or service.',
  },
  REGISTERED_TWICE: {
    nl: 'Het ticket is tweemaal geregistreerd; de eerste registratie telt.',
    en: 'The ticket was registered twice; the first registration counts.',
  },
  FACT_BEFORE_REGISTRATION: {
    nl: 'Er is iets vastgelegd van vóór de registratie; het telt vanaf de registratie.',
    en: 'Something was recorded of the time before the registration; it counts from then.',
  },
  RESOLVED_TWICE: {
    nl: 'Het ticket is opgelost terwijl het al opgelost was.',
    en: 'The ticket was resolved while it was resolved already.',
  },
  REOPENED_WHILE_OPEN: {
    nl: 'Het ticket is heropend terwijl het open was.',
    en: 'The ticket was reopened while it was open.',
  },
  CLOSED_WITHOUT_RESOLUTION: {
    nl: 'Het ticket is gesloten zonder oplossing; de klok loopt door.',
    en: 'The ticket was closed without a resolution; its clock runs on.',
  },
  UNKNOWN_WAITING_REASON: {
    nl: 'De overeenkomst kent de opgegeven reden van wachten niet.',
    en: 'The agreement does not know the reason for waiting that was given.',
  },
  ROOT_CAUSE_AFTER_RESOLUTION: {
    nl: 'De oorzaak is pas na de oplossing vastgesteld.',
    en: 'The root cause was established only after the resolution.',
  },
  ROOT_CAUSE_NOT_RECORDED: {
    nl: 'Opgelost zonder vastgelegde oorzaak: gehaald met lengte nul.',
    en: 'Resolved without a recorded root cause: met with length zero.',
  },
  ROOT_CAUSE_NOT_YET_ESTABLISHED: {
    nl: 'De oorzaak is nog niet vastgesteld; de oplossingsklok is niet begonnen.',
    en: 'The root cause is not established yet; the resolution clock has not started.',
  },
  RETRACTION_RETRACTED: {
    nl: 'Een intrekking is zelf ingetrokken; dat verandert niets.',
    en: 'A retraction was itself retracted, which changes nothing.',
  },
  OUTAGE_WITHOUT_START: {
    nl: 'Van de storing is geen begin vastgelegd; zij telt niet.',
    en: 'No start of the outage was recorded; it does not count.',
  },
  INCIDENT_WITHOUT_OUTAGE: {
    nl: 'Bij dit incident lag de dienst plat, maar er is geen storing vastgelegd.',
    en: 'By this incident the service was down, but no outage was recorded.',
  },
  OUTAGE_WITHOUT_TICKET: {
    nl: 'Bij deze storing is geen ticket genoemd.',
    en: 'This outage names no ticket.',
  },
  WAITING_WITHOUT_EVIDENCE: {
    nl: 'Een klok stond stil door wachten waarvan geen bewijs is vastgelegd.',
    en: 'A clock was held by waiting of which there is no evidence.',
  },
  INCIDENT_WITHOUT_PROBLEM: {
    nl: 'Voor dit incident is een oorzaakanalyse verschuldigd, maar het is aan geen probleem gekoppeld.',
    en: 'A root cause analysis is owed for this incident, but it is linked to no problem.',
  },
  ROOT_CAUSE_ANALYSIS_OVERDUE: {
    nl: 'Het rapport van de oorzaakanalyse is te laat.',
    en: 'The report of the root cause analysis is overdue.',
  },
};
