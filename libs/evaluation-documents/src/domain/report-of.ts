import type { Agreement } from '@app/agreements/domain';
import type { Language } from '@app/service-levels/domain';
import { parseInstant, type EpochSecond } from '@app/support-time';
import { chartsOf } from './charts.js';
import type { EvaluationDocument } from './evaluation-document.js';
import { jsonTables } from './json-tables.js';
import { LAYOUTS } from './layout.js';
import { namedTickets } from './named-tickets.js';
import type { Property, Report } from './report.js';
import { summaryOf } from './summary.js';
import { tablesOf } from './tables.js';
import { treeHeadOf } from './tree-head-of.js';
import { Wording } from './wording.js';

/**
 * The evaluation of a month as a document in one language: what PDF, XLSX and CSV show. Pure: the same evaluation and
 * agreement give the same document. Whatever sections an evaluation has, each is a table of it.
 *
 * @param agreement whose names the figures go by: title, priorities, reasons for waiting
 * @example reportOf(evaluation, agreement, 'nl').month // 'maart 2026'
 */
export function reportOf(evaluation: EvaluationDocument, agreement: Agreement, language: Language): Report {
  const wording = new Wording(language, evaluation.timeZone, agreement);
  const { texts } = wording;
  const month = wording.month(evaluation.month);
  const service = wording.label(agreement.title);
  return {
    language,
    title: `${texts.heading}, ${service}, ${month}`,
    fileStem: `evaluation-${evaluation.agreementId}-${evaluation.month}`,
    heading: texts.heading,
    service,
    month,
    properties: propertiesOf(evaluation, wording),
    notices: noticesOf(evaluation, wording),
    summary: summaryOf(evaluation, wording),
    chartsTitle: texts.charts.title,
    chartsCaption: texts.charts.caption,
    charts: chartsOf(evaluation, wording),
    tables: tablesOf(
      [
        ...jsonTables(
          evaluation,
          LAYOUTS.map(({ id }) => id),
        ),
        namedTickets(evaluation),
      ],
      wording,
    ),
    nothingToReport: texts.nothingToReport,
    treeHead: treeHeadOf(evaluation, wording),
    remarks: texts.remarks,
    pageWords: { page: texts.page, of: texts.of },
    createdAt: secondOf(evaluation.at),
  };
}

function propertiesOf(evaluation: EvaluationDocument, wording: Wording): Property[] {
  const { texts } = wording;
  const { properties } = texts;
  const versions = wording.list(evaluation.agreementVersions.map((version) => wording.count(version)));
  return [
    { label: properties.customer, text: evaluation.customerId },
    { label: properties.service, text: evaluation.serviceId },
    { label: properties.agreement, text: texts.agreement(evaluation.agreementId, versions) },
    { label: properties.status, text: wording.codeOr('status', evaluation.status) },
    { label: properties.at, text: wording.instantText(evaluation.at) },
    { label: properties.position, text: evaluation.position ?? texts.noPosition },
    { label: properties.monthOf, text: wording.codeOr('monthOf', evaluation.monthOf) },
    { label: properties.period, text: texts.period(wording.month(evaluation.month), evaluation.timeZone) },
  ];
}

function noticesOf({ at, to, incomplete }: EvaluationDocument, { texts }: Wording): string[] {
  return [
    ...(secondOf(at) < secondOf(to) ? [texts.monthGoesOn] : []),
    ...(incomplete === undefined ? [] : [texts.incomplete(incomplete.join(', '))]),
  ];
}

function secondOf(text: string): EpochSecond {
  const instant = parseInstant(text);
  if (instant === undefined) throw new RangeError(`"${text}" is no instant of an evaluation.`);
  return instant.second;
}
