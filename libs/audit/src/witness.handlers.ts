import type { EventStore } from '@app/event-store';
import type { Sql } from '@app/platform';
import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { appendAuditEvent } from './audit-streams.js';
import { headOfSize, witnessesIn } from './audit.queries.js';
import { headText, isSignedBy } from './domain/index.js';
import { CosignHead, RegisterWitness, type WitnessOutcome } from './witness.commands.js';

/** Injection token of the application's `AuditParts`. */
export const AUDIT_PARTS = Symbol('AuditParts');

export interface AuditParts {
  /** Looks into the schema of the tree. */
  readonly sql: Sql;
  readonly store: EventStore;
}

/** Registering the same key again adds nothing; a key has one name. */
@CommandHandler(RegisterWitness)
export class RegisterWitnessHandler implements ICommandHandler<RegisterWitness> {
  constructor(@Inject(AUDIT_PARTS) private readonly parts: AuditParts) {}

  async execute({ witness, metadata }: RegisterWitness): Promise<WitnessOutcome> {
    const known = (await witnessesIn(this.parts.sql)).find(({ keyId }) => keyId === witness.keyId);
    if (known !== undefined) return { kind: known.name === witness.name ? 'known' : 'other-name' };
    const event = { type: 'WitnessRegistered', ...witness } as const;
    const position = await appendAuditEvent(this.parts.store, event, { ...metadata });
    return { kind: 'recorded', position };
  }
}

/** A signature is verified before it is recorded, and again by everyone who reads it. */
@CommandHandler(CosignHead)
export class CosignHeadHandler implements ICommandHandler<CosignHead> {
  constructor(@Inject(AUDIT_PARTS) private readonly parts: AuditParts) {}

  async execute({ cosignature, metadata }: CosignHead): Promise<WitnessOutcome> {
    const { treeSize, keyId, signature } = cosignature;
    const { sql, store } = this.parts;
    const known = await headOfSize(sql, treeSize);
    if (known === undefined) return { kind: 'no-head' };
    const witness = (await witnessesIn(sql)).find((each) => each.keyId === keyId);
    if (witness === undefined) return { kind: 'no-witness' };
    if (!isSignedBy(headText(known.head), signature, witness.publicKey)) return { kind: 'not-signed' };
    if (known.witnesses.some((each) => each.keyId === keyId)) return { kind: 'known' };
    const event = { type: 'TreeHeadWitnessed', treeSize, keyId, signature } as const;
    return { kind: 'recorded', position: await appendAuditEvent(store, event, { ...metadata }) };
  }
}
