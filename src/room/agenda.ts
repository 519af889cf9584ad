/** What of the platform's storage has to do with its alarm. */
type AlarmStorage = Pick<DurableObjectStorage, "getAlarm" | "setAlarm">;

/**
 * When the object is to be woken. The platform has one alarm for all that there is to do later: it is set for the earliest, and
 * whoever is woken by it looks at everything. So what is due later need not be remembered; it is asked for again then.
 */
export class Agenda {
  readonly #storage: AlarmStorage;
  readonly #wrote: () => void;
  /** When the alarm is known to be set for, ms since 1970; undefined where that is not known, or it is not set. */
  #at: number | undefined;

  /** @param wrote is told of each time the alarm is set: the platform charges it as a row */
  constructor(storage: AlarmStorage, wrote: () => void) {
    this.#storage = storage;
    this.#wrote = wrote;
  }

  /** Sees to it that the object is woken by then. @param at ms since 1970; Infinity asks for nothing */
  async wakeBy(at: number): Promise<void> {
    if (at >= (this.#at ?? Infinity)) return;
    const set = (await this.#storage.getAlarm()) ?? undefined;
    // It may have been set for somebody else meanwhile.
    this.#at ??= set;
    if (at >= (this.#at ?? Infinity)) return;
    this.#at = at;
    await this.#storage.setAlarm(at);
    this.#wrote();
  }

  /** The alarm has rung, or was deleted. */
  clear(): void {
    this.#at = undefined;
  }
}
