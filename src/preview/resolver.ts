import * as v from "valibot";
import { PREVIEW_RESOLVER } from "../config.ts";
import { hostOfAddress } from "./ip.ts";
import type { Fetch } from "./outside.ts";

/** All addresses of a name, each as `URL` writes it as a host; none where there is no such name. @throws where that is not known */
export type Resolve = (name: string, signal: AbortSignal) => Promise<readonly string[]>;

/** The kinds of record that have an address, and their numbers in answers. Others, as those of aliases, are passed over. */
const KINDS = { A: 1, AAAA: 28 };

/** What a resolver answers (Cloudflare's and Google's JSON form), where it is sure: status 0. */
const Answer = v.object({
  Status: v.literal(0),
  Answer: v.optional(v.array(v.object({ type: v.number(), data: v.string() })), []),
});

/** Resolves names by DNS over HTTPS: a worker is not told what a name leads to. */
export function resolverBy(fetch: Fetch): Resolve {
  const ask = async (name: string, kind: keyof typeof KINDS, signal: AbortSignal): Promise<string[]> => {
    const query = new URLSearchParams({ name, type: kind });
    const response = await fetch(new URL(`${PREVIEW_RESOLVER}?${query}`), {
      headers: { Accept: "application/dns-json" },
      signal,
    });
    if (!response.ok) throw new Error(`The resolver answered ${response.status}.`);
    const records = v.parse(Answer, await response.json()).Answer.filter(({ type }) => type === KINDS[kind]);
    return records.map(({ data }) => hostOfAddress(data) ?? unreadable());
  };
  return async (name, signal) => {
    const answers = await Promise.all([ask(name, "A", signal), ask(name, "AAAA", signal)]);
    return answers.flat();
  };
}

function unreadable(): never {
  throw new Error("The resolver's answer has an address that is none.");
}
