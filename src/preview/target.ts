import { PREVIEW_URL_MAX_CHARACTERS } from "../protocol/limits.ts";
import { fail, ok, type Result } from "../protocol/result.ts";
import { isAddress, isPublicAddress } from "./ip.ts";

/**
 * Ends of names that lead to no public host: those that standards set aside (RFC 6761, 6762, 8375, 9476, ICANN's `internal`), and
 * those that networks use at home.
 */
const PRIVATE_ENDS: ReadonlySet<string> = new Set([
  "alt",
  "arpa",
  "corp",
  "example",
  "home",
  "internal",
  "intranet",
  "invalid",
  "lan",
  "local",
  "localdomain",
  "localhost",
  "onion",
  "private",
  "test",
]);

/** Characters of a name in DNS. */
const NAME_MAX = 253;
/** One part of a name: a name of one part, an empty part and a dot at the end are none. */
const LABEL = /^[a-z0-9_-]{1,63}$/;
const MIN_LABELS = 2;

const PORTS: ReadonlySet<string> = new Set(["", "80", "443"]);

const REFUSED = fail("bad_command", "url is not the address of a public website.");

/**
 * An address that a preview may be fetched from, by what can be told from the address alone; its fragment is left out.
 * Names still have to be resolved.
 * @param ownHost the name that this server was called by: a preview must not call itself
 * @returns `bad_command` where it is not public http or https
 */
export function publicTarget(text: string, ownHost: string): Result<URL> {
  const url = URL.parse(text);
  if (!url || !["http:", "https:"].includes(url.protocol)) return REFUSED;
  if (url.username !== "" || url.password !== "" || !PORTS.has(url.port)) return REFUSED;
  if (url.hostname === ownHost || !isPublicHost(url.hostname)) return REFUSED;
  url.hash = "";
  return url.href.length > PREVIEW_URL_MAX_CHARACTERS ? REFUSED : ok(url);
}

/** @param host as `URL` writes it */
function isPublicHost(host: string): boolean {
  return isAddress(host) ? isPublicAddress(host) : isPublicName(host);
}

function isPublicName(name: string): boolean {
  const labels = name.split(".");
  if (name.length > NAME_MAX || labels.length < MIN_LABELS) return false;
  return labels.every((label) => LABEL.test(label)) && !PRIVATE_ENDS.has(labels.at(-1)!);
}
