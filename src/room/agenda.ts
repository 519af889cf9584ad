/** The platform's alarm: of an object's storage, what has to do with it. ms since 1970 */
interface Alarm {
  getAlarm(): Promise<number | null>;
  setAlarm(at: number): Promise<void>;
}

/**
 * When the object is to be woken. The platform has one alarm for all that there is to do later: it is set for the earliest, and
 * whoever is woken by it looks at everything. So what is due later need not be remembered; it is asked for again then.
 */
export class Agenda {
  readonly #alarm: Alarm;
  readonly #wrote: () => void;
  /** When the alarm is known to be set for, ms since 1970; undefined where that is not known, or it is not set. */
  #at: number | undefined;
  /** How often it was cleared. */
  #times = 0;

  /** @param wrote is told of each time the alarm is set: the platform charges it as a row */
  constructor(alarm: Alarm, wrote: () => void) {
    this.#alarm = alarm;
    this.#wrote = wrote;
  }

  /** Sees to it that the object is woken by then. @param at ms since 1970; Infinity asks for nothing */
  async wakeBy(at: number): Promise<void> {
    if (at >= (this.#at ?? Infinity)) return;
    const times = this.#times;
    const set = (await this.#alarm.getAlarm()) ?? undefined;
    // What was set is gone: it rang, or was deleted with all there was.
    if (times !== this.#times) return this.wakeBy(at);
    // It may have been set for somebody else meanwhile.
    this.#at ??= set;
    if (at >= (this.#at ?? Infinity)) return;
    this.#at = at;
    await this.#alarm.setAlarm(at);
    this.#wrote();
  }

  /** The alarm has rung, or was deleted. */
  clear(): void {
    this.#at = undefined;
    this.#times++;
  }
}
