import {
  checkLine,
  identify,
  streamOf,
  type FactCatalogue,
  type Fault,
  type IdentifiedFact,
  type Target,
} from '@app/facts';
import type { EpochSecond } from '@app/support-time';
import type { Rejection } from './import-summary.js';
import { ndjsonLines, type NdjsonLine } from '@app/import-formats';

/** The facts of one target among some lines, in their order. */
export interface TargetFacts {
  readonly target: Target;
  readonly facts: IdentifiedFact[];
  /** Of each fact, in the same order. */
  readonly lines: number[];
}

/** Lines that are recorded together: enough to find the facts of one target side by side, few enough to hold. */
export interface ImportWindow {
  readonly lineCount: number;
  readonly targets: readonly TargetFacts[];
  readonly rejections: readonly Rejection[];
}

export interface WindowLimits {
  readonly lines: number;
  readonly characters: number;
}

/** What lines are checked with. */
export interface LineChecks {
  readonly catalogue: FactCatalogue;
  readonly key: Uint8Array;
  readonly now: () => EpochSecond;
}

/** A longer line is not kept, whoever sends it. */
const LONGEST_LINE_BYTES = 1024 * 1024;

/** Reads an import into windows: lines checked, facts identified and sorted by target. */
export async function* importWindows(
  input: AsyncIterable<Uint8Array>,
  checks: LineChecks,
  limits: WindowLimits,
): AsyncGenerator<ImportWindow> {
  let window = emptyWindow();
  for await (const lines of ndjsonLines(input, LONGEST_LINE_BYTES)) {
    for (const line of lines) {
      addLine(window, line, checks);
      if (window.lineCount >= limits.lines || window.characters >= limits.characters) {
        yield { ...window, targets: [...window.targets.values()] };
        window = emptyWindow();
      }
    }
  }
  yield { ...window, targets: [...window.targets.values()] };
}

interface OpenWindow {
  lineCount: number;
  characters: number;
  readonly targets: Map<string, TargetFacts>;
  readonly rejections: Rejection[];
}

const emptyWindow = (): OpenWindow => ({ lineCount: 0, characters: 0, targets: new Map(), rejections: [] });

function addLine(window: OpenWindow, line: NdjsonLine, { catalogue, key, now }: LineChecks): void {
  window.lineCount++;
  if (line.kind !== 'line') {
    window.rejections.push({ line: line.number, ...UNREADABLE[line.kind] });
    return;
  }
  window.characters += line.text.length;
  const checked = checkLine(catalogue, line.text, now());
  if (checked.kind === 'refused') {
    window.rejections.push(rejectionOf(line.number, checked.faults));
    return;
  }
  const { fact, instant } = checked;
  const ofTarget = factsOf(window, fact.target);
  ofTarget.facts.push(identify(fact, instant, key));
  ofTarget.lines.push(line.number);
}

function factsOf({ targets }: OpenWindow, target: Target): TargetFacts {
  const stream = streamOf(target);
  const found = targets.get(stream);
  if (found) return found;
  const made: TargetFacts = { target, facts: [], lines: [] };
  targets.set(stream, made);
  return made;
}

const UNREADABLE = {
  'too-long': { code: 'INVALID_VALUE', detail: `is longer than ${LONGEST_LINE_BYTES} bytes` },
  'not-utf8': { code: 'MALFORMED_JSON', detail: 'is not UTF-8' },
} as const;

const LONGEST_DETAIL = 500;

/** One rejection a line: the first fault's code, and every fault in words. */
function rejectionOf(line: number, faults: readonly Fault[]): Rejection {
  const detail = faults.map((fault) =>
    fault.pointer === '' ? fault.detail : `${fault.pointer} ${fault.detail}`,
  );
  return {
    line,
    code: faults[0]?.code ?? 'INVALID_VALUE',
    detail: detail.join('; ').slice(0, LONGEST_DETAIL),
  };
}
