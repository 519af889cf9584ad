import type { EventOf, EventType, ServerEvent } from "../protocol/events.ts";
import type { Observable } from "./types.ts";

/** A fault in the caller's code: shown where faults are shown, and kept from the connection and the other listeners. */
function report(error: unknown): void {
  if (typeof reportError === "function") reportError(error);
  else console.error(error);
}

/** Calls the caller's code. */
export function callSafely<T>(listener: (value: T) => void, value: T): void {
  try {
    listener(value);
  } catch (error) {
    report(error);
  }
}

/** An observable that its owner sets. */
export class Value<T> implements Observable<T> {
  #value: T;
  readonly #listeners = new Set<{ call(value: T): void }>();

  constructor(value: T) {
    this.#value = value;
  }

  get value(): T {
    return this.#value;
  }

  set(value: T): void {
    this.#value = value;
    // A listener may set again: the ones after it are then told the newer value, never an older one last.
    for (const listener of Array.from(this.#listeners)) callSafely((now) => listener.call(now), this.#value);
  }

  subscribe(listener: (value: T) => void): () => void {
    const entry = { call: listener };
    this.#listeners.add(entry);
    return () => {
      this.#listeners.delete(entry);
    };
  }
}

function isOf<T extends EventType>(event: ServerEvent, type: T): event is EventOf<T> {
  return event.type === type;
}

/** Listeners by the type of event. */
export class Emitter {
  readonly #listeners = new Set<(event: ServerEvent) => void>();

  on<T extends EventType>(type: T, listener: (event: EventOf<T>) => void): () => void {
    const entry = (event: ServerEvent): void => {
      if (isOf(event, type)) listener(event);
    };
    this.#listeners.add(entry);
    return () => {
      this.#listeners.delete(entry);
    };
  }

  emit(event: ServerEvent): void {
    for (const listener of Array.from(this.#listeners)) callSafely(listener, event);
  }
}
