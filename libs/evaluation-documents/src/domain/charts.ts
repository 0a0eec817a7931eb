import { METRICS } from '@app/agreements/domain';
import { clockTexts } from '@app/service-levels/domain';
import { capitalised } from './capitalised.js';
import type { EvaluationDocument } from './evaluation-document.js';
import type { Bar, Chart } from './report.js';
import { figureSubject, figureText, pairs } from './summary.js';
import type { Wording } from './wording.js';

/**
 * The month in bars that begin at zero: for each clock the share of tickets in time, and for the service how much was
 * used of what its objectives leave. On a scale from zero, 99.5 and 98.8 percent available look alike; twice the
 * downtime that was allowed does not.
 */
export function chartsOf(evaluation: EvaluationDocument, wording: Wording): Chart[] {
  const { metric: metrics } = clockTexts(wording.language);
  const words = wording.texts.charts;
  const charts = METRICS.map((metric) => {
    const figures = evaluation.figures.filter((figure) => figure.metric === metric);
    return { title: words.onTime(metrics[metric]), maximum: 100, bars: figureBars(figures, wording) };
  });
  const bars = [...availabilityBars(evaluation, wording), ...reliabilityBars(evaluation, wording)];
  const most = bars.flatMap(({ net, gross }) => [net ?? 0, gross ?? 0]);
  return [...charts, { title: words.service, maximum: Math.max(100, ...most), bars }].filter(
    (chart) => chart.bars.length > 0,
  );
}

function figureBars(figures: EvaluationDocument['figures'], wording: Wording): Bar[] {
  return pairs(figures, ({ objectiveId, agreementVersion }) => [objectiveId, agreementVersion]).map(
    ({ first, gross, net = first }) => ({
      label: figureSubject(first, wording),
      text: figureText(net, wording),
      net: net.percent,
      gross: gross?.percent ?? null,
      mark: first.targetPercent,
      verdict: net.verdict,
    }),
  );
}

function availabilityBars({ availability }: EvaluationDocument, wording: Wording): Bar[] {
  return pairs(availability, ({ window }) => [window]).map(({ first, gross, net = first }) => {
    // Whole seconds: percentages have at most four decimals, and what is left of a second is not allowed.
    const allowed = Math.floor(
      (first.windowSeconds * (1_000_000 - Math.round(first.targetPercent * 10_000))) / 1_000_000,
    );
    return {
      label: capitalised(wording.codeOr('window', first.window)),
      text: wording.texts.ofMeasured(wording.duration(net.downtimeSeconds), wording.duration(allowed)),
      net: shareOf(net.downtimeSeconds, allowed),
      gross: gross === undefined ? null : shareOf(gross.downtimeSeconds, allowed),
      mark: 100,
      verdict: net.verdict,
    };
  });
}

function reliabilityBars({ reliability }: EvaluationDocument, wording: Wording): Bar[] {
  return pairs(reliability, () => []).map(({ first, gross, net = first }) => ({
    label: wording.texts.interruptions,
    text: wording.texts.ofMeasured(wording.count(net.interruptions), wording.count(first.maximum)),
    net: shareOf(net.interruptions, first.maximum),
    gross: gross === undefined ? null : shareOf(gross.interruptions, first.maximum),
    mark: 100,
    verdict: net.verdict,
  }));
}

/** Percent of what is allowed; null where nothing is: then no length of a bar would be true. */
const shareOf = (used: number, allowed: number): number | null =>
  allowed === 0 ? null : (used / allowed) * 100;
