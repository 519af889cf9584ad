import { computed, type ReadonlySignal, signal } from "@preact/signals";

/** How long what was added stays no news, in ms: screen readers look at it a little later. */
const LINGER_MS = 1_000;

/** Keeps the log from being read out while something is added to it that is no news. */
export class Quiet {
  readonly #holds = signal(0);
  readonly isOn: ReadonlySignal<boolean> = computed(() => this.#holds.value > 0);

  /** Begins a time of quiet. @returns what ends it, a moment later. */
  hold(): () => void {
    this.#holds.value += 1;
    return () => void setTimeout(() => (this.#holds.value -= 1), LINGER_MS);
  }
}
