import type { TestServer } from "../support/server.ts";

/** Who comes in, and how. */
export interface Arrival {
  readonly token: string;
  /** Where to go on from. */
  readonly since?: string | undefined;
  readonly history?: string | undefined;
}

/** What came of saying something. A way that has no answers tells only what went wrong. */
export interface Said {
  readonly seq?: number | undefined;
  readonly duplicate?: boolean | undefined;
  readonly problem?: string | undefined;
}

/** Somebody in a room, by whatever way they came. */
export interface Guest {
  /** The texts that they were told, in the order told, those of history too. */
  readonly texts: readonly string[];
  /** The cursor that they hold; undefined where their way has none. */
  readonly cursor: string | undefined;
  /** Waits until they were told a text. */
  sees(text: string): Promise<void>;
  /** Says something and waits for what came of it. @param id the command's, where the way has ids */
  say(text: string, id?: string): Promise<Said>;
  /** Leaves properly. */
  leave(): Promise<void> | void;
  /** Is cut off, as by a dead network. */
  cut(): void;
}

/** How a request to come in was refused. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
}

/** What a client that tries to come in sends along. */
export interface Attempt {
  readonly room: string;
  readonly query?: Record<string, string>;
  readonly headers?: Record<string, string>;
}

/** One way into a room. Every one is held to the same contract. */
export interface Way {
  readonly name: string;
  /** Whether one can come back with a cursor. */
  readonly hasCursor: boolean;
  /** Whether messages have ids, so that a repeat is known as one. */
  readonly hasIds: boolean;
  /** Comes in. Settles when one is in the room. */
  join(server: TestServer, room: string, arrival: Arrival): Promise<Guest>;
  /** Tries to come in, and is not let in. */
  refusal(server: TestServer, attempt: Attempt): Promise<Refusal>;
}
