import { expect, it } from "vitest";
import { connectionsPerAddress, hasHostSignIn, jwksUrl, keepLimits } from "../../src/variables.ts";

it.each([
  [undefined, 0],
  ["", 0],
  ["0", 0],
  ["-3", 0],
  ["many", 0],
  ["30", 30],
  // A part is a whole one: 0 would be no limit.
  ["0.5", 1],
])("[R6] KEEP_DAYS and KEEP_MESSAGES %j: %i", (text, limit) => {
  const variables = text === undefined ? {} : { KEEP_DAYS: text, KEEP_MESSAGES: text };
  expect(keepLimits(variables)).toEqual({ days: limit, messages: limit });
});

it.each([
  [undefined, 100],
  ["", 100],
  ["many", 100],
  ["7", 7],
  ["0.5", 1],
  // Lifted.
  ["0", Infinity],
  ["-3", Infinity],
])("[A6] CONNECTIONS_PER_ADDRESS %j: %d", (text, most) => {
  expect(connectionsPerAddress(text === undefined ? {} : { CONNECTIONS_PER_ADDRESS: text })).toBe(most);
});

it.each([
  ["https://host.example/jwks.json", "https://host.example/jwks.json"],
  ["http://localhost:3000/jwks.json", "http://localhost:3000/jwks.json"],
  ["http://127.0.0.1/", "http://127.0.0.1/"],
  ["http://[::1]:3000/", "http://[::1]:3000/"],
  ["", undefined],
])("[I1] the keys of a host application are at an address of https, or on this machine: %s", (text, url) => {
  expect(jwksUrl({ AUTH_JWKS: text })?.href).toBe(url);
});

it.each([
  "http://host.example/",
  "http://127.0.0.1.host.example/",
  "http://localhost.host.example/",
  "jwks.json",
  "data:,{}",
])("[I1] nobody is let in by keys that are anywhere else: %s", (text) => {
  expect(() => jwksUrl({ AUTH_JWKS: text })).toThrow(/AUTH_JWKS/);
});

it("a host application signs its users in where there is a secret, or keys", () => {
  expect([{}, { AUTH_SECRET: "" }, { AUTH_SECRET: "x" }, { AUTH_JWKS: "https://x/" }].map(hasHostSignIn)).toEqual([
    false,
    false,
    true,
    true,
  ]);
});
