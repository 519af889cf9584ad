/** The pauses between two messages that are offered, s. */
export const SLOW_MODES: readonly number[] = [0, 5, 15, 30, 60, 300, 900, 3_600];
