import { headOfFreeze } from '@app/audit';
import type { SignedTreeHead } from '@app/audit/domain';
import type { Agreement } from '@app/agreements/domain';
import {
  evaluateFromFacts,
  evaluateFromRows,
  explainBreaches,
  freezesOf,
  frozenEvaluation,
} from '@app/evaluations';
import {
  standingFreeze,
  type Evaluation,
  type Freeze,
  type FrozenDocument,
  type MonthFrame,
} from '@app/evaluations/domain';
import { freezeStreamOf } from '@app/facts';
import type { Language } from '@app/service-levels/domain';
import { Inject, Injectable } from '@nestjs/common';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import type { Known } from '../read-models.js';
import { FIRST, sectionsIn } from './evaluation-sections.js';
import { frameOf } from './frame-of.js';

/** Which reading of a month is asked for. */
export interface MonthQuestion {
  readonly at?: string;
  readonly monthOf?: 'verdict' | 'registration';
  /** The month as it would be evaluated now, frozen or not. */
  readonly as?: 'current';
  /** Only these sections, separated by commas: of others, what is made of tickets may be empty. */
  readonly include?: string;
  /** Tell the breaches, in this language. */
  readonly explain?: Language;
}

/** A month as it is read: `restated` where a freeze stands and the month is computed all the same. */
export interface ReadMonth {
  readonly agreement: Agreement;
  readonly evaluation: Evaluation;
  readonly status: 'open' | 'frozen' | 'restated';
  readonly freeze: Freeze['frozen'] | undefined;
  /** The first head of the log that covers the freeze; undefined while none is signed. */
  readonly treeHead?: SignedTreeHead | undefined;
}

/** Reads a month as the meeting saw it once it is frozen, and computes it otherwise. */
@Injectable()
export class MonthReader {
  constructor(@Inject(API_PARTS) private readonly parts: ApiParts) {}

  /** @throws Problem for what is no month, or of no agreement */
  async read(known: Known, agreementId: string, month: string, question: MonthQuestion): Promise<ReadMonth> {
    const frame = await frameOf(known, agreementId, month, question);
    const read = await withHead(known, month, await this.readFrame(known, frame, question));
    const { explain: language } = question;
    if (language === undefined) return read;
    const upTo = read.status === 'frozen' && read.freeze ? BigInt(read.freeze.position) : known.upTo;
    const told = { language, first: FIRST, upTo };
    return { ...read, evaluation: await explainBreaches(known.tx, frame.agreement, read.evaluation, told) };
  }

  private async readFrame(
    { tx, upTo }: Known,
    frame: MonthFrame,
    question: MonthQuestion,
  ): Promise<ReadMonth> {
    const { agreement } = frame.agreement;
    const freeze = standingFreeze(await freezesOf(tx, agreement.agreementId, frame.month, upTo));
    const asFrozen = question.as === undefined && question.at === undefined && question.monthOf === undefined;
    if (freeze && asFrozen) {
      const document = JSON.parse(await this.parts.documents.get(freeze.sha256)) as FrozenDocument;
      const evaluation = await frozenEvaluation(tx, frame, document, upTo);
      return { agreement, evaluation, status: 'frozen', freeze };
    }
    // Rows are of what is known now; what was known then is measured from the facts (ADR 0005).
    const evaluation = await (upTo === undefined
      ? evaluateFromRows(tx, frame, sectionsIn(question.include))
      : evaluateFromFacts(tx, frame, upTo));
    return { agreement, evaluation, status: freeze ? 'restated' : 'open', freeze };
  }
}

/** With the first head of the log that covers its freeze, where that is known too. */
async function withHead({ tx, position }: Known, month: string, read: ReadMonth): Promise<ReadMonth> {
  if (read.freeze === undefined) return read;
  const stream = freezeStreamOf(read.agreement.agreementId, month);
  return { ...read, treeHead: await headOfFreeze(tx, stream, read.freeze.sha256, position ?? 0n) };
}
