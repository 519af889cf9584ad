import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  DOOR_PERIOD_S,
  DIRECTORY_PER_CLIENT,
  DIRECTORY_PERIOD_S,
  IMPORTS_PER_CLIENT,
  IMPORTS_PERIOD_S,
  JOINS_PER_CLIENT,
  PREVIEW_PERIOD_S,
  PREVIEWS_PER_CLIENT,
  PREVIEWS_PER_HOST,
  ROOMS_PER_CLIENT,
  SIGN_INS_PER_CLIENT,
} from "../../src/platform-quotas.ts";
import { hasPreviews } from "../../src/variables.ts";
import { hostOfAddress, isPublicAddress, networkOf } from "../../src/preview/ip.ts";
import { publicTarget } from "../../src/preview/target.ts";

const OWN = "chat.example.org";
const isTarget = (url: string): boolean => publicTarget(url, OWN).ok;

/** The first and the last address of each network that is not public, and what stands beside it where that is. */
const NETWORKS: readonly (readonly [what: string, inside: readonly string[], beside: readonly string[]])[] = [
  ["this network", ["0.0.0.0", "0.255.255.255"], ["1.0.0.0"]],
  ["private, 10/8", ["10.0.0.0", "10.255.255.255"], ["9.255.255.255", "11.0.0.0"]],
  ["a provider's NAT", ["100.64.0.0", "100.127.255.255"], ["100.63.255.255", "100.128.0.0"]],
  ["loopback", ["127.0.0.0", "127.0.0.1", "127.255.255.255"], ["126.255.255.255", "128.0.0.0"]],
  ["link-local", ["169.254.0.0", "169.254.169.254", "169.254.255.255"], ["169.253.255.255", "169.255.0.0"]],
  ["private, 172.16/12", ["172.16.0.0", "172.31.255.255"], ["172.15.255.255", "172.32.0.0"]],
  ["protocol assignments", ["192.0.0.0", "192.0.0.255"], ["191.255.255.255", "192.0.1.0"]],
  ["documentation 1", ["192.0.2.0", "192.0.2.255"], ["192.0.3.0"]],
  ["6to4 relays", ["192.88.99.0", "192.88.99.255"], ["192.88.98.255", "192.88.100.0"]],
  ["private, 192.168/16", ["192.168.0.0", "192.168.255.255"], ["192.167.255.255", "192.169.0.0"]],
  ["benchmarks", ["198.18.0.0", "198.19.255.255"], ["198.17.255.255", "198.20.0.0"]],
  ["documentation 2", ["198.51.100.0", "198.51.100.255"], ["198.51.99.255", "198.51.101.0"]],
  ["documentation 3", ["203.0.113.0", "203.0.113.255"], ["203.0.112.255", "203.0.114.0"]],
  ["multicast", ["224.0.0.0", "239.255.255.255"], ["223.255.255.255"]],
  ["reserved and broadcast", ["240.0.0.0", "255.255.255.254", "255.255.255.255"], []],
  ["unspecified and loopback, IPv6", ["::", "::1"], []],
  ["IPv4-compatible", ["::7f00:1", "::808:808"], []],
  ["IPv4-mapped", ["::ffff:127.0.0.1", "::ffff:8.8.8.8", "::ffff:0:8.8.8.8"], []],
  ["NAT64", ["64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::1"], []],
  ["discard", ["100::", "100::1"], []],
  ["below global unicast", ["1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"], ["2000::1"]],
  ["protocol assignments, IPv6", ["2001::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff"], ["2001:200::"]],
  ["Teredo", ["2001::4136:e378:8000:63bf:3fff:fdd2"], []],
  ["benchmarks, IPv6", ["2001:2::1"], []],
  ["ORCHID", ["2001:10::1", "2001:20::1"], []],
  ["documentation, IPv6", ["2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff"], ["2001:db7::1", "2001:db9::"]],
  ["6to4", ["2002::", "2002:7f00:1::", "2002:ffff::1"], ["2003::1"]],
  ["documentation, newer", ["3fff::", "3fff:fff:ffff::1"], ["3fff:1000::", "3ffe::1"]],
  ["above global unicast", ["4000::1", "5f00::1"], ["3fff:ffff::1"]],
  ["unique local", ["fc00::", "fd12:3456:789a::1", "fdff:ffff::1"], []],
  ["link-local, IPv6", ["fe80::1", "febf::1"], []],
  ["site-local", ["fec0::1"], []],
  ["multicast, IPv6", ["ff00::", "ff02::1", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"], []],
];

describe("addresses", () => {
  it.each(NETWORKS)("[P1] %s is refused, and what stands beside it is not", (_what, inside, beside) => {
    for (const address of inside) expect(isPublicAddress(hostOfAddress(address)!), address).toBe(false);
    for (const address of beside) expect(isPublicAddress(hostOfAddress(address)!), address).toBe(true);
  });

  it.each(["1.1.1.1", "8.8.8.8", "93.184.215.14", "2606:4700:4700::1111", "2a00:1450:4001:82a::200e"])(
    "[P1] %s is public",
    (address) => {
      expect(isPublicAddress(hostOfAddress(address)!)).toBe(true);
    },
  );

  it("[P1] IPv4 inside of IPv6 is never public, whatever it is", () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.constantFrom("::", "::ffff:", "::ffff:0:", "64:ff9b::"), (v4, before) => {
        expect(isPublicAddress(hostOfAddress(before + v4)!)).toBe(false);
      }),
    );
  });

  it.each([
    "",
    "one.one",
    "1.2.3",
    "1.2.3.4.5",
    "256.1.1.1",
    "010.1.1.1",
    "1.1.1.1 ",
    "1.1.1.1/x",
    "1:2",
    ":::",
    "::g",
    "1.2.3.4:80",
    "::1]/",
    "[::1]",
    "fe80::1%eth0",
  ])("%j, in a record, is no address", (text) => {
    expect(hostOfAddress(text)).toBeUndefined();
  });

  it("a network of IPv6 is one client, and every IPv4 address is", () => {
    expect(networkOf("2001:db8:1:2:3:4:5:6")).toBe(networkOf("2001:db8:1:2::"));
    expect(networkOf("2001:db8:1:2::")).not.toBe(networkOf("2001:db8:1:3::"));
    expect(networkOf("192.0.2.1")).toBe("192.0.2.1");
    expect(networkOf("unknown")).toBe("unknown");
  });
});

describe("what a preview may be fetched from", () => {
  it.each([
    ["https://example.com", "https://example.com/"],
    ["http://example.com:80/", "http://example.com/"],
    ["https://example.com:443/a", "https://example.com/a"],
    ["http://example.com:443/", "http://example.com:443/"],
    ["HTTPS://EXAMPLE.COM/A?b=c#d", "https://example.com/A?b=c"],
    ["https://example.com/a/../b", "https://example.com/b"],
    ["https://münchen.de/", "https://xn--mnchen-3ya.de/"],
    ["https://my_host.example.com/", "https://my_host.example.com/"],
    ["https://a.b.c.d.example.co.uk/", "https://a.b.c.d.example.co.uk/"],
    ["https://localhost.example.com/", "https://localhost.example.com/"],
    ["https://8.8.8.8/", "https://8.8.8.8/"],
    ["https://[2606:4700:4700::1111]/", "https://[2606:4700:4700::1111]/"],
    ["http://134744072/", "http://8.8.8.8/"],
    ["https:\\\\example.com\\a", "https://example.com/a"],
  ])("[P1] %s is %s", (text, href) => {
    const target = publicTarget(text, OWN);
    expect(target.ok && target.value.href).toBe(href);
  });

  it.each([
    // No address, or not of the web.
    "",
    "example.com",
    "//example.com/",
    "/api/health",
    "https://",
    "ftp://example.com/",
    "file:///etc/passwd",
    "data:text/html,hello",
    "javascript:alert(1)",
    "ws://example.com/",
    "blob:https://example.com/1",
    // A user, a port.
    "https://user@example.com/",
    "https://user:secret@example.com/",
    "https://:secret@example.com/",
    "https://example.com:8443/",
    "http://example.com:22/",
    "http://example.com:0/",
    // This machine, in all its spellings.
    "http://localhost/",
    "http://LOCALHOST/",
    "http://app.localhost/",
    "http://localhost./",
    "http://127.0.0.1/",
    "http://127.1/",
    "http://127.0.0.1./",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.1/",
    "http://0177.0.0.1/",
    "http://017700000001/",
    "http://127.0.0.1:80/",
    "http://１２７.０.０.１/",
    "http://127。0。0。1/",
    "http://0/",
    "http://[::1]/",
    "http://[0:0:0:0:0:0:0:1]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[::127.0.0.1]/",
    "http://[64:ff9b::127.0.0.1]/",
    "http://[2002:7f00:1::]/",
    // Other private addresses.
    "http://10.0.0.1/",
    "http://192.168.1.1/",
    "http://3232235777/",
    "http://169.254.169.254/latest/meta-data/",
    "http://[fd00:ec2::254]/",
    "http://[fe80::1]/",
    // Names that are not public.
    "http://intranet/",
    "http://com/",
    "http://router.lan/",
    "http://printer.local/",
    "http://metadata.google.internal/",
    "http://nas.home.arpa/",
    "http://1.0.0.127.in-addr.arpa/",
    "http://site.test/",
    "http://site.example/",
    "http://site.invalid/",
    "http://expyuzz4wqqyqhjn.onion/",
    "http://site.alt/",
    "http://host.localdomain/",
    "http://files.corp/",
    "http://wiki.intranet/",
    "http://box.home/",
    "http://box.private/",
    "http://example.com./",
    "http://example..com/",
    "http://.example.com/",
    `http://${"a".repeat(64)}.com/`,
    `http://${"a.".repeat(130)}com/`,
    // This server.
    `https://${OWN}/r/lobby`,
    `http://${OWN.toUpperCase()}/`,
    // Over the limit once it is written out.
    `https://example.com/${"ä".repeat(400)}`,
  ])("[P1] %s is refused", (text) => {
    expect(publicTarget(text, OWN)).toMatchObject({ ok: false, error: { code: "bad_command" } });
  });

  it("[P1] never throws, and whatever it lets pass is public, bare and without a fragment", () => {
    const parts = fc.constantFrom(
      "http://",
      "https://",
      "user@",
      "127",
      "1",
      ".",
      "localhost",
      "com",
      ":",
      "8",
      "[::",
      "]",
      "/",
      "#",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.webUrl({ withFragments: true }),
          fc.array(parts).map((all) => all.join("")),
        ),
        (text) => {
          const target = publicTarget(text, OWN);
          if (!target.ok) return;
          expect(target.value.href).toMatch(/^https?:\/\/[^/@#]+\/[^#]*$/);
          expect(isTarget(target.value.href)).toBe(true);
        },
      ),
      { numRuns: 1_000 },
    );
  }, 30_000);
});

describe("settings", () => {
  it("[P1] [R8] [A4] the limits that the platform counts by are those of wrangler.toml", () => {
    const settings = readFileSync("wrangler.toml", "utf8");
    const limitOf = (name: string) =>
      new RegExp(`name = "${name}"\\n.*\\nsimple = \\{ limit = (\\d+), period = (\\d+) \\}`).exec(settings)?.slice(1);
    expect(limitOf("PREVIEWS_BY_CLIENT")?.map(Number)).toEqual([PREVIEWS_PER_CLIENT, PREVIEW_PERIOD_S]);
    expect(limitOf("PREVIEWS_BY_HOST")?.map(Number)).toEqual([PREVIEWS_PER_HOST, PREVIEW_PERIOD_S]);
    expect(limitOf("IMPORTS_BY_CLIENT")?.map(Number)).toEqual([IMPORTS_PER_CLIENT, IMPORTS_PERIOD_S]);
    expect(limitOf("DIRECTORY_BY_CLIENT")?.map(Number)).toEqual([DIRECTORY_PER_CLIENT, DIRECTORY_PERIOD_S]);
    expect(limitOf("JOINS_BY_CLIENT")?.map(Number)).toEqual([JOINS_PER_CLIENT, DOOR_PERIOD_S]);
    expect(limitOf("ROOMS_BY_CLIENT")?.map(Number)).toEqual([ROOMS_PER_CLIENT, DOOR_PERIOD_S]);
    expect(limitOf("SIGN_INS_BY_CLIENT")?.map(Number)).toEqual([SIGN_INS_PER_CLIENT, DOOR_PERIOD_S]);
  });

  it.each([
    [undefined, true],
    ["on", true],
    ["", true],
    ["off", false],
    [" OFF ", false],
  ])("LINK_PREVIEWS %j: %s", (value, expected) => {
    expect(hasPreviews(value === undefined ? {} : { LINK_PREVIEWS: value })).toBe(expected);
  });
});
