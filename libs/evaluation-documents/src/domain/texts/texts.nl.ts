import type { Texts } from './texts.js';
import { dutchWords } from './words.nl.js';

/** Nederlands. */
export const dutch: Texts = {
  heading: 'Evaluatie van de dienstverlening',
  decimalMark: ',',
  words: dutchWords,
  properties: {
    customer: 'Klant',
    service: 'Dienst',
    agreement: 'Overeenkomst',
    period: 'Periode',
    at: 'Peilmoment',
    position: 'Positie in het logboek',
    status: 'Status',
    monthOf: 'Een klok telt in',
  },
  agreement: (agreementId, versions) => `${agreementId}, versie ${versions}`,
  period: (month, timeZone) => `${month}, kloktijd van ${timeZone}`,
  noPosition: 'geen: berekend uit bestanden',
  monthGoesOn: 'De maand loopt nog: dit zijn de cijfers tot en met het peilmoment.',
  incomplete: (partitions) => `Onvolledig: deze onderdelen ontbreken in de cijfers: ${partitions}.`,
  summary: {
    title: 'Oordeel per eis',
    subject: 'Eis',
    target: 'Norm',
    clause: 'Art.',
    gross: 'Bruto',
    net: 'Netto',
    tally: (basis, met, breached, notMeasured) =>
      `${basis}: ${met} gehaald, ${breached} niet gehaald, ${notMeasured} zonder meting.`,
    bases: 'Bruto is alles wat is gemeten; netto is zonder wat door een aanvaarde uitsluiting niet meetelt.',
  },
  ofMeasured: (met, measured) => `${met} van ${measured}`,
  nothingMeasured: '–',
  together: (priorities) => `${priorities} samen`,
  ofVersion: (subject, version) => `${subject} (versie ${version})`,
  available: {
    'support-hours': 'Beschikbaar binnen supporturen',
    'outside-support-hours': 'Beschikbaar buiten supporturen',
  },
  interruptions: 'Onderbrekingen',
  down: (duration) => `${duration} storing`,
  charts: {
    title: 'In beeld',
    caption:
      'Gekleurd: netto; grijs eronder: bruto; streep: de norm. Alle balken beginnen bij nul. ' +
      'Bij de dienst staat hoeveel is gebruikt van wat de norm aan storing of onderbrekingen toelaat.',
    service: 'Dienst: gebruikt van wat is toegestaan',
    onTime: (metric) => `Tickets op tijd: ${metric}`,
  },
  breach: (allowed, used) => `${allowed} toegestaan, ${used} gebruikt`,
  rowsLeft: (left) => `Hier ontbreken ${left} verdere regels; de CSV- en XLSX-uitgave hebben ze alle.`,
  nothingToReport: 'Niets te melden',
  treeHead: {
    title: 'Ondertekende kop van het logboek',
    remark:
      'Met deze handtekening staat vast dat het logboek bij het vaststellen van de maand dit was, en niets anders. Bewaar ' +
      'haar: wie later een feit wijzigt of weghaalt, krijgt deze kop niet meer kloppend. De code bevat hetzelfde op één regel.',
    treeSize: 'Regels',
    position: 'Tot en met positie',
    rootHash: 'Wortelhash (SHA-256)',
    signedAt: 'Ondertekend op',
    ledger: 'Grootboek',
    key: 'Sleutel',
    signature: 'Handtekening (Ed25519)',
  },
  remarks: [
    'Elk cijfer is berekend uit vastgelegde feiten volgens het genoemde artikel van de overeenkomst.',
    'Klokken tellen supporttijd, beschikbaarheid telt werkelijke tijd. Percentages zijn afgekapt, nooit naar boven afgerond.',
  ],
  page: 'pagina',
  of: 'van',
  yes: 'ja',
  no: 'nee',
};
