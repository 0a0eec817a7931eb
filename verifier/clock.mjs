// @ts-check

/** A clock that is walked forward in time from R (`start`) `until` an instant, one fact after another (MEASURING 4 to 6). */
export class Clock {
  startedAt = null;
  stoppedAt = null;
  elapsed = 0;
  /** @type {any} */ #breach = null;
  #runs = []; // support seconds that count, and how many were counted before each
  #gap = []; // what would have run since the resolution
  /** @type {any} */ #atStop = null;
  #waits = [];
  #causeAt = null;
  #attemptAt = null;
  #resolved = false;

  constructor(question) {
    this.q = question;
    this.rule = this.q.terms.clocks[this.q.metric];
    this.started = this.rule.startsAt !== 'root-cause';
    if (this.started) this.startedAt = this.q.start;
    this.now = this.q.start;
    this.current = this.#targetOf(this.q.starting);
    // A response that was given is not asked for again.
    const isOver = () => this.stoppedAt !== null && this.q.metric === 'response';
    for (const fact of this.q.facts) {
      if (isOver()) break;
      this.#pass(fact.at);
      this.#take(fact);
    }
    if (!isOver()) this.#pass(this.q.until);
  }

  /** Priority, clause, target and what is allowed: at the breach, or at the stop that stands. */
  get allowance() {
    return this.#breach ?? this.#atStop ?? this.current;
  }

  get state() {
    if (this.#breach) return 'breached';
    if (this.allowance.allowed === null) return 'not-measured';
    if (this.stoppedAt !== null) return 'met';
    if (!this.started) return 'not-started';
    return this.#isHeld(this.q.until) ? 'paused' : 'running';
  }

  get decidedAt() {
    return this.#breach?.decidedAt ?? (this.state === 'met' ? this.stoppedAt : null);
  }

  /** Of a running clock: when its allowance is used up, and the last instant still in time. */
  get due() {
    const { allowed } = this.allowance;
    let [from, left, dueAt] = [this.q.until, allowed - this.elapsed, this.#reachedAt(allowed)];
    for (;;) {
      const edge = this.#edgeAfter(from);
      const used = this.#isExcused(from) ? null : this.q.calendar.after(from, left);
      if (used && used.first <= edge) dueAt ??= used.first;
      if (edge === Infinity || (used && used.last < edge)) return { dueAt, breachesAt: used?.last ?? null };
      if (!this.#isExcused(from)) left -= this.q.calendar.between(from, edge);
      from = edge;
    }
  }

  #targetOf(priority) {
    const found = this.q.terms.targets.findLast((target) => target.metric === this.q.metric && target.priority === priority);
    const seconds = found?.seconds ?? null;
    return { priority, target: seconds, clause: found?.clause ?? null, allowed: seconds };
  }

  #edgeAfter(at) {
    return Math.min(...this.q.pauses.flatMap(({ from, to }) => [from, to]).filter((edge) => edge > at));
  }

  #isExcused(at) {
    return this.q.pauses.some(({ from, to }) => from <= at && at < to);
  }

  #isHeld(at) {
    return this.#waits.some(({ reason }) => this.rule.pausedBy.includes(reason)) || this.#isExcused(at);
  }

  /** Time passes up to an instant, from edge to edge of what holds the clock. */
  #pass(to) {
    while (this.now < to) {
      const edge = Math.min(to, this.#edgeAfter(this.now));
      if (this.started && !this.#isHeld(this.now)) {
        if (this.stoppedAt === null) this.#run(this.now, edge);
        else this.#gap.push({ from: this.now, to: edge });
      }
      this.now = edge;
    }
  }

  #run(from, to) {
    const before = this.elapsed;
    this.#count({ from, to });
    this.#look(() => this.q.calendar.after(from, this.current.allowed - before)?.last ?? from);
  }

  #count({ from, to }) {
    const seconds = this.q.calendar.between(from, to);
    this.#runs.push({ from, seconds, before: this.elapsed });
    this.elapsed += seconds;
  }

  /** The verdict is looked at as time passes, and after each fact. */
  #look(decidedAt) {
    const { allowed } = this.current;
    const isOpen = !this.#breach && this.stoppedAt === null;
    if (isOpen && allowed !== null && this.elapsed > allowed) this.#breach = { ...this.current, decidedAt: decidedAt() };
  }

  #take(fact) {
    const { at, type, data } = fact;
    if (this.q.changes.has(fact)) this.#changePriority(at, this.q.changes.get(fact));
    if (type === 'WaitingStarted') this.#waits.push({ reason: data.reason, waitId: data.waitId });
    if (type === 'WaitingEnded') {
      this.#waits = this.#waits.filter(({ waitId }) => data.waitId !== undefined && waitId !== data.waitId);
    }
    if (type === 'RootCauseEstablished' && !this.started) {
      [this.started, this.#causeAt] = [true, at];
      if (this.stoppedAt === null) this.startedAt = at;
    }
    if (type === 'ResponseGiven' && data.automatic !== true) this.#stop(at, 'response');
    if (type === 'ResolutionProvided' && !this.#resolved) {
      [this.#resolved, this.#waits] = [true, []];
      this.#stop(at, 'resolution');
    }
    if (type === 'Reopened' && this.#resolved) {
      [this.#resolved, this.#waits] = [false, []];
      if (this.q.metric === 'resolution') this.#reopen(at);
    }
  }

  #stop(at, by) {
    if (this.stoppedAt === null && this.rule.stopsAt.includes(by)) [this.stoppedAt, this.#atStop] = [at, this.current];
  }

  #reopen(at) {
    const { reopening } = this.q.terms.clocks;
    if (reopening === 'never-stopped') for (const piece of this.#gap) this.#count(piece);
    [this.#gap, this.stoppedAt, this.#atStop] = [[], null, null];
    if (this.started) this.startedAt ??= reopening === 'never-stopped' ? this.#causeAt : at;
    if (reopening === 'new-attempt' && !this.#breach) {
      [this.#runs, this.elapsed, this.#attemptAt] = [[], 0, this.started ? at : null];
      this.current = this.#targetOf(this.current.priority);
    }
    this.#look(() => at);
  }

  #changePriority(at, to) {
    if (this.#breach) return;
    const [was, next] = [this.current, this.#targetOf(to)];
    const { reopening, priorityChange } = this.q.terms.clocks;
    this.current = next;
    if (priorityChange === 'from-change' && next.target !== null && was.target !== null) {
      const hidden = reopening === 'never-stopped' ? this.#gap : [];
      const used = hidden.reduce((sum, piece) => sum + this.q.calendar.between(piece.from, piece.to), this.elapsed);
      next.allowed = was.allowed;
      if (next.target < was.target) next.allowed = Math.min(was.allowed, used + next.target);
      if (next.target > was.target) next.allowed = Math.max(was.allowed, next.target);
    }
    this.#look(() => at);
  }

  /** The first instant so far at which so much had elapsed. */
  #reachedAt(allowed) {
    if (allowed === 0) return this.#attemptAt ?? this.startedAt;
    const run = this.#runs.find(({ before, seconds }) => before + seconds >= allowed);
    return run ? (this.q.calendar.after(run.from, Math.max(0, allowed - run.before))?.first ?? null) : null;
  }
}
