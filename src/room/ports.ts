import type { Keep } from "../variables.ts";
import type { News } from "../inbox/news.ts";
import type { You } from "../protocol/fields.ts";
import type { RoomEntry } from "../protocol/operator.ts";
import type { Result } from "../protocol/result.ts";
import type { Quota } from "../protocol/token-bucket.ts";
import type { Identity } from "../visit.ts";
import type { Meter } from "./meter.ts";

/** [O2] What the operator's registry is told. */
export interface RegistryPort {
  /** How the room stands. */
  take(entry: RoomEntry): Promise<void>;
  /** The room is not there any more. @param created when it was made, ms since 1970 */
  forget(room: string, created: number): Promise<void>;
}

/** What the room needs of its surroundings. */
export interface RoomPorts {
  readonly name: string;
  readonly storage: DurableObjectStorage;
  readonly meter: Meter;
  readonly quota: Quota;
  /** Connections that one address may have in the room. */
  readonly perAddress: number;
  /** The most of a log that is kept, whatever a room's owner wants. */
  readonly keep: Keep;
  /** How often clients are to say that they are there, ms. */
  readonly heartbeat: number;
  /** The clock, ms since 1970. */
  now(): number;
  /** Who a token is for. */
  authenticate(token: string): Promise<Result<Identity>>;
  /** A new token for a guest who changed their name; undefined for everybody else. */
  renew(you: You): Promise<string | undefined>;
  /** Tells one user's inbox. */
  deliver(user: string, news: News): Promise<void>;
  /** Undefined where there is no operator. */
  readonly registry: RegistryPort | undefined;
  /** The log is there, or has grown. */
  grown(): void;
  /** Others are here than before, or more or fewer of them. */
  peopled(): void;
  /** Something went wrong that nobody in the room did. */
  report(error: unknown): void;
}
