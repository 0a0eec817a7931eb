import { type AppendCommand } from '../domain/append-command.js';
import { type ProposedEvent } from '../domain/log-event.js';
import { type ProposedMessage } from '../wire/append-request.js';
import { type AppendTarget } from './append-options.js';
import { type AppendRefusal } from './append-refusal.js';
import { eventSize, proposedEvent } from './proposed-event.js';

/** The events of one append as they come in. */
export class CollectedAppend {
  private readonly events: ProposedEvent[] = [];
  private bytes = 0;

  constructor(
    readonly target: AppendTarget,
    private readonly maxBytes: number,
  ) {}

  get command(): AppendCommand {
    return { ...this.target, events: this.events };
  }

  /** @returns why the append as a whole is refused, undefined while it is not */
  add(message: ProposedMessage): AppendRefusal | undefined {
    const event = proposedEvent(message);
    if ('kind' in event) return event;
    this.bytes += eventSize(event);
    if (this.bytes > this.maxBytes) return { kind: 'too-large', maxBytes: this.maxBytes };
    this.events.push(event);
    return undefined;
  }
}
