const IPV4 = /^\d+\.\d+\.\d+\.\d+$/;
const IPV6 = /^[\da-f:.]*:[\da-f:.]*$/i;

/** IPv4 networks that are not the public internet, or not one host in it (IANA's special-purpose registry). */
const NOT_PUBLIC_V4 = [
  "0.0.0.0/8", // this network
  "10.0.0.0/8", // private
  "100.64.0.0/10", // behind a provider's NAT
  "127.0.0.0/8", // loopback
  "169.254.0.0/16", // link-local; the metadata services of clouds
  "172.16.0.0/12", // private
  "192.0.0.0/24", // protocol assignments
  "192.0.2.0/24", // documentation
  "192.88.99.0/24", // 6to4 relays, which lead into IPv6
  "192.168.0.0/16", // private
  "198.18.0.0/15", // benchmarks
  "198.51.100.0/24", // documentation
  "203.0.113.0/24", // documentation
  "224.0.0.0/4", // multicast
  "240.0.0.0/4", // reserved, and broadcast
].map(rangeOf);

/**
 * Of IPv6 only this is public. Loopback, link-local, unique local (fc00::/7) and multicast addresses are outside of it, and so are
 * those that carry an IPv4 address (mapped, compatible, NAT64).
 */
const PUBLIC_V6 = rangeOf("2000::/3");
const NOT_PUBLIC_V6 = [
  "2001::/23", // protocol assignments: Teredo, which carries IPv4, benchmarks, ORCHID
  "2001:db8::/32", // documentation
  "2002::/16", // 6to4, which carries IPv4
  "3fff::/20", // documentation
].map(rangeOf);

/** An IP address, and how many bits it has. */
interface Address {
  readonly value: bigint;
  readonly size: 32 | 128;
}

interface Range extends Address {
  /** Bits that do not matter: those of the host. */
  readonly free: bigint;
}

/** Whether a host, as `URL` writes it, is an address and not a name. Other spellings of IPv4 `URL` has rewritten already. */
export function isAddress(host: string): boolean {
  return addressOf(host) !== undefined;
}

/** Whether a host, as `URL` writes it, is the address of one host of the public internet. */
export function isPublicAddress(host: string): boolean {
  const address = addressOf(host);
  if (!address) return false;
  const isIn = (range: Range): boolean => isWithin(address, range);
  return address.size === 32 ? !NOT_PUBLIC_V4.some(isIn) : isIn(PUBLIC_V6) && !NOT_PUBLIC_V6.some(isIn);
}

/** An address as `URL` writes it as a host; undefined where it is none. @param text as it stands in a DNS record or a header */
export function hostOfAddress(text: string): string | undefined {
  if (!IPV4.test(text) && !IPV6.test(text)) return undefined;
  const host = URL.parse(`http://${IPV4.test(text) ? text : `[${text}]`}/`)?.hostname;
  // Digits that stand for others (octal) are another address to others.
  return IPV4.test(text) && host !== text ? undefined : host;
}

/** Whom an address belongs to: itself, or of IPv6 its network of 64 bits, for that is what one household is given. */
export function networkOf(text: string): string {
  const host = hostOfAddress(text);
  if (!host?.startsWith("[")) return text;
  return (addressOf(host)!.value >> 64n).toString(16);
}

function addressOf(host: string): Address | undefined {
  if (IPV4.test(host)) return { value: fold(host.split("."), 10, 8n), size: 32 };
  if (!host.startsWith("[")) return undefined;
  const [head = [], tail] = host
    .slice(1, -1)
    .split("::")
    .map((half) => half.split(":").filter((group) => group !== ""));
  const zeros = tail ? Array<string>(8 - head.length - tail.length).fill("0") : [];
  return { value: fold([...head, ...zeros, ...(tail ?? [])], 16, 16n), size: 128 };
}

/** @param width bits of each part */
function fold(parts: readonly string[], radix: number, width: bigint): bigint {
  return parts.reduce((value, part) => (value << width) | BigInt(Number.parseInt(part, radix)), 0n);
}

function rangeOf(network: string): Range {
  const [text = "", bits] = network.split("/");
  const address = addressOf(hostOfAddress(text)!)!;
  return { ...address, free: BigInt(address.size - Number(bits)) };
}

function isWithin({ value, size }: Address, range: Range): boolean {
  return size === range.size && value >> range.free === range.value >> range.free;
}
