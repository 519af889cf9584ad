import type { Resolve } from "./resolver.ts";

export type Fetch = (url: URL, init: RequestInit) => Promise<Response>;

/** The way out of the worker, as far as previews go. Tests have their own. */
export interface Outside {
  readonly fetch: Fetch;
  readonly resolve: Resolve;
  /** Whether one more page may be fetched from a host now. */
  readonly permit: (host: string) => Promise<boolean>;
  /** The name that this server was called by. */
  readonly ownHost: string;
  /** Ends when the time for a preview is over. */
  readonly signal: AbortSignal;
}
