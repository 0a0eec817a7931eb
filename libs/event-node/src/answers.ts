import { linkTarget, linkType } from './domain/links.js';
import { type LogEvent } from './domain/log-event.js';
import { type Receiver } from './log-reader.js';
import { type LogTable } from './storage/log-table.js';
import { eventResponse, linkResponse } from './wire/read-response.js';

/** Longest that one reader's filter may keep the process from everybody else. */
const longestTurnMs = 10;

/** Sends events to one reader: links resolved where the reader wants that, never faster than they are taken. */
export class Answers {
  private turnSince = performance.now();

  constructor(
    private readonly to: Receiver,
    private readonly resolveLinks: boolean,
    private readonly table: LogTable,
  ) {}

  /**
   * @param live from memory, to a subscriber that is behind no more
   * @returns a promise when the caller has to wait before it sends the next one
   */
  event(event: LogEvent, live = false): Promise<void> | undefined {
    if (this.resolveLinks && event.type === linkType) return this.link(event, live);
    return this.to.send(eventResponse(event));
  }

  /** Lets others have their turn, when this reader has been looking through events for long. */
  turn(): Promise<void> | undefined {
    if (performance.now() - this.turnSince < longestTurnMs) return undefined;
    return new Promise((resolve) =>
      setImmediate(() => {
        this.turnSince = performance.now();
        resolve();
      }),
    );
  }

  // As a real node does it: one level only, a target that is not there is left out, and what cannot be read as a link
  // is an event like any other, except to a live subscriber, who gets a link without its event.
  private async link(link: LogEvent, live: boolean): Promise<void> {
    const target = linkTarget(link.data);
    if (target === undefined && !live) return this.to.send(eventResponse(link));
    const event = target && (await this.table.event(target.stream, target.revision));
    return this.to.send(linkResponse(link, event));
  }
}
