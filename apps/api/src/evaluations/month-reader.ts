import { headOfFreeze } from '@app/audit';
import type { SignedTreeHead } from '@app/audit/domain';
import { agreementById } from '@app/agreements';
import { compileAgreement, type Agreement } from '@app/agreements/domain';
import {
  evaluateFromFacts,
  evaluateFromRows,
  explainBreaches,
  FREEZE_STREAM_PREFIX,
  freezesOf,
  frozenEvaluation,
} from '@app/evaluations';
import {
  monthFrame,
  standingFreeze,
  type Evaluation,
  type Freeze,
  type FrozenDocument,
  type MonthFrame,
} from '@app/evaluations/domain';
import { problems } from '@app/platform';
import type { Snapshot } from '@app/projections';
import type { Language } from '@app/service-levels/domain';
import { isMonth } from '@app/support-time';
import { Inject, Injectable } from '@nestjs/common';
import { API_PARTS, type ApiParts } from '../api-parts.js';
import { apiProblems } from '../api.problems.js';
import { secondOf } from '../http/at.js';
import { FIRST } from './evaluation-sections.js';

/** Which reading of a month is asked for. */
export interface MonthQuestion {
  readonly at?: string;
  readonly monthOf?: 'verdict' | 'registration';
  /** The month as it would be evaluated now, frozen or not. */
  readonly as?: 'current';
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
  async read(
    { tx }: Snapshot,
    agreementId: string,
    month: string,
    question: MonthQuestion,
  ): Promise<ReadMonth> {
    const frame = await this.frameOf(tx, agreementId, month, question);
    const read = await this.withHead(tx, month, await this.readFrame(tx, frame, question));
    const { explain: language } = question;
    if (language === undefined) return read;
    const upTo = read.status === 'frozen' && read.freeze ? { upTo: BigInt(read.freeze.position) } : {};
    const told = { language, first: FIRST, ...upTo };
    return { ...read, evaluation: await explainBreaches(tx, frame.agreement, read.evaluation, told) };
  }

  private async withHead(tx: Snapshot['tx'], month: string, read: ReadMonth): Promise<ReadMonth> {
    if (read.freeze === undefined) return read;
    const stream = `${FREEZE_STREAM_PREFIX}${read.agreement.agreementId}-${month}`;
    return { ...read, treeHead: await headOfFreeze(tx, stream, read.freeze.sha256) };
  }

  private async readFrame(
    tx: Snapshot['tx'],
    frame: MonthFrame,
    question: MonthQuestion,
  ): Promise<ReadMonth> {
    const { agreement } = frame.agreement;
    const freeze = standingFreeze(await freezesOf(tx, agreement.agreementId, frame.month));
    const asFrozen = question.as === undefined && question.at === undefined && question.monthOf === undefined;
    if (freeze && asFrozen) {
      const document = JSON.parse(await this.parts.documents.get(freeze.sha256)) as FrozenDocument;
      const evaluation = await frozenEvaluation(tx, frame, document);
      return { agreement, evaluation, status: 'frozen', freeze };
    }
    // Rows hold now; what was or will be is measured from the facts (ADR 0005).
    const evaluation = await (question.at === undefined ? evaluateFromRows : evaluateFromFacts)(tx, frame);
    return { agreement, evaluation, status: freeze ? 'restated' : 'open', freeze };
  }

  private async frameOf(
    tx: Snapshot['tx'],
    agreementId: string,
    month: string,
    question: MonthQuestion,
  ): Promise<MonthFrame> {
    if (!isMonth(month)) {
      const fault = {
        pointer: '/path/month',
        code: 'INVALID_VALUE',
        detail: 'must be a month, such as 2026-03',
      };
      throw problems.VALIDATION_FAILED(`${month} is no month`, { errors: [fault] });
    }
    const known = await agreementById(tx, agreementId);
    if (known === undefined) throw apiProblems.AGREEMENT_NOT_FOUND(`there is no agreement ${agreementId}`);
    const at = secondOf(question, this.parts.clock);
    return monthFrame(compileAgreement(known.agreement), month, question.monthOf, at);
  }
}
