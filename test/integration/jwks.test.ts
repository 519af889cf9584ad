import { sign } from "hono/jwt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { JWKS_AGAIN_MS, JWKS_KEPT_MS } from "../../src/config.ts";
import { CLOSE } from "../../src/protocol/errors.ts";
import { HOST_KINDS, HostApp, hostKey, hostToken, hour, type HostKey, type Kind } from "../support/host-app.ts";
import { ask } from "../support/http.ts";
import { ownedRoom } from "../support/owned.ts";
import { expectRefusedToken } from "../support/refused-token.ts";
import { newRoom, startClockServer, startServer, type ClockServer, type TestServer } from "../support/server.ts";
import { join, refusal } from "../support/socket.ts";
import { memberToken, part, SECRET, unsignedToken } from "../support/token.ts";
import { bringIn, exported } from "../support/transfer.ts";
import { witness } from "../support/witness.ts";

const ISSUER = "https://host.example/";
const AUDIENCE = "parley";
const MEANT = { iss: ISSUER, aud: AUDIENCE };

let host: HostApp;
let server: TestServer;
const keys = {} as Record<Kind, HostKey>;
/** A key that the host application does not tell of. */
let stranger: HostKey;
beforeAll(async () => {
  host = await HostApp.start();
  for (const kind of HOST_KINDS) keys[kind] = await hostKey(kind, `key of ${kind}`);
  stranger = await hostKey("RS256", keys.RS256.told.kid);
  const secret = { kty: "oct", kid: "oct", alg: "HS256", k: Buffer.from("no secret").toString("base64url") };
  const sealing = { ...stranger.told, kid: "enc", use: "enc" };
  host.keys = [secret, sealing, { kid: "broken" }, "nonsense", ...Object.values(keys).map(({ told }) => told)];
  // Some do not say by which algorithm.
  delete keys.ES256.told.alg;
  server = await startServer({
    MESSAGE_RATE: "0",
    AUTH_SECRET: SECRET,
    AUTH_JWKS: host.jwks,
    AUTH_ISSUER: ISSUER,
    AUTH_AUDIENCE: AUDIENCE,
  });
});
afterAll(() => Promise.all([server.close(), host.close()]));

describe("a host application that tells its keys", () => {
  it.each(HOST_KINDS)("[I1] signs its users with %s", async (kind) => {
    const room = newRoom();
    const token = await hostToken(keys[kind], { ...MEANT, sub: "u1", name: "Ann", roles: { [room]: "moderator" } });
    const { socket, welcome } = await join(server, room, { token });
    expect(welcome.you).toEqual({ id: "u1", name: "Ann", role: "moderator" });
    expect(await socket.ask({ type: "auth", token })).toMatchObject({ you: { id: "u1" } });
  });

  it("[I1] may mean others too, and say more than is known here", async () => {
    const claims = {
      iss: ISSUER,
      aud: ["another", AUDIENCE],
      sub: "auth0|1",
      iat: hour(),
      scope: "openid",
      roles: ["a"],
    };
    const { welcome } = await join(server, newRoom(), { token: await hostToken(keys.RS256, claims) });
    expect(welcome.you).toEqual({ id: "auth0|1", name: "auth0|1", role: "member" });
  });

  it("[I1] leaves guests to the server, whose own secret signs them", async () => {
    const room = newRoom();
    const first = await join(server, room, { name: "Bo" });
    const { token = "" } = first.welcome;
    const again = await join(server, room, { name: "Bo", token });
    expect(again.welcome.you).toEqual(first.welcome.you);
  });
});

/** What a public key may be taken for, where it is taken for a secret. */
const asSecrets = ({ told }: HostKey): readonly string[] => [JSON.stringify(told), told.n ?? told.x ?? "", told.kid];

/** A token with this head, which a key signs nevertheless. */
async function beheaded(key: HostKey, head: object, claims: object = { ...MEANT, sub: "u1", exp: hour() }) {
  const signed = `${part(head)}.${part(claims)}`;
  const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
  const secret = await crypto.subtle.importKey("jwk", key.secret, algorithm, false, ["sign"]);
  const signature = await crypto.subtle.sign(algorithm, secret, new TextEncoder().encode(signed));
  return `${signed}.${Buffer.from(signature).toString("base64url")}`;
}

const user = { ...MEANT, sub: "u1", name: "Ann" };

/** Tokens that are not valid here. */
const REFUSED: Record<string, () => Promise<string> | string> = {
  "by a key of another": () => hostToken(stranger, user),
  "by one key, in the name of another": () =>
    beheaded(keys.RS256, { alg: "RS256", typ: "JWT", kid: keys.PS256.told.kid }),
  "by one key, in the name of one of another kind": () =>
    beheaded(keys.RS256, { alg: "RS256", typ: "JWT", kid: keys.ES256.told.kid }),
  "by a key, and another algorithm of its kind": () =>
    beheaded(keys.RS256, { alg: "PS256", typ: "JWT", kid: keys.RS256.told.kid }),
  "by a key that is not told": async () =>
    hostToken({ ...stranger, secret: { ...stranger.secret, kid: "unknown" } }, user),
  "by no named key": () => beheaded(keys.RS256, { alg: "RS256", typ: "JWT" }),
  "by a key whose name is none": () => beheaded(keys.RS256, { alg: "RS256", typ: "JWT", kid: 7 }),
  "by a key that is for something else": () =>
    hostToken({ ...stranger, secret: { ...stranger.secret, kid: "enc" } }, user),
  "by a key that it brings along": () =>
    beheaded(stranger, { alg: "RS256", typ: "JWT", kid: stranger.told.kid, jwk: stranger.told, jku: host.jwks }),
  "what must be understood": () =>
    beheaded(keys.RS256, { alg: "RS256", typ: "JWT", kid: keys.RS256.told.kid, crit: ["x"], x: 1 }),
  "an algorithm that is not taken": () => beheaded(keys.RS256, { alg: "RS512", typ: "JWT", kid: keys.RS256.told.kid }),
  "no signature": () => unsignedToken({ ...user, exp: hour() }),
  "no signature, and a key's name": () => beheaded(keys.RS256, { alg: "none", typ: "JWT", kid: keys.RS256.told.kid }),
  "a secret that is told among the keys": () =>
    sign({ ...user, exp: hour() }, { ...(host.keys[0] as JsonWebKey), kid: "oct" }, "HS256"),
  "the server's secret: it is for guests": () => memberToken(user),
  "the server's secret, in a key's name": () =>
    sign(
      { ...user, exp: hour() },
      { kty: "oct", alg: "HS256", kid: keys.RS256.told.kid, k: Buffer.from(SECRET).toString("base64url") },
      "HS256",
    ),
  "a public key taken for a secret": () => memberToken(user, asSecrets(keys.RS256)[0]),
  "a public key's number taken for a secret": () => memberToken(user, asSecrets(keys.EdDSA)[1]),
  "a public key taken for a secret, for a guest": () => memberToken({ sub: "g_1" }, asSecrets(keys.RS256)[0]),
  "a guest's id": () => hostToken(keys.RS256, { ...user, sub: "g_1" }),
  "the id of an address's guest": () => hostToken(keys.RS256, { ...user, sub: "g_a_1" }),
  "run out": () => hostToken(keys.RS256, { ...user, exp: Math.floor(Date.now() / 1000) - 1 }),
  "not yet good": () => hostToken(keys.RS256, { ...user, nbf: hour() }),
  "no end": () => sign(user, keys.RS256.secret, "RS256"),
  nobody: () => hostToken(keys.RS256, MEANT),
  "made by another": () => hostToken(keys.RS256, { ...user, iss: "https://other.example/" }),
  "made by nobody": () => hostToken(keys.RS256, { sub: "u1", aud: AUDIENCE }),
  "for another": () => hostToken(keys.RS256, { ...user, aud: "another" }),
  "for others": () => hostToken(keys.RS256, { ...user, aud: ["another", 7, null] }),
  "for nobody": () => hostToken(keys.RS256, { sub: "u1", iss: ISSUER }),
  "too long": () => hostToken(keys.RS256, { ...user, more: "x".repeat(4_096) }),
  "a part less": async () => (await hostToken(keys.RS256, user)).split(".").slice(0, 2).join("."),
  "nonsense for a head": async () => (await hostToken(keys.RS256, user)).replace(/^[^.]*/, "bm9uc2Vuc2U"),
};

describe("a token that is refused where keys are told", () => {
  it.each(Object.entries(REFUSED))("[I1] %s: 401 at every door, and no object wakes", async (_what, make) => {
    await expectRefusedToken(server, await make());
  });

  it("[I1] changes nothing by auth, and the keys are asked for no more often for all these", async () => {
    const room = newRoom();
    const guard = await witness(server, room);
    const { socket } = await join(server, room, { name: "Ann" });
    for (const make of Object.values(REFUSED)) {
      expect(await socket.ask({ type: "auth", token: await make() })).toMatchObject({ code: "unauthorized" });
    }
    await guard.expectServes();
    await socket.post("still me");
    expect(await guard.socket.next("message")).toMatchObject({ user: { name: "Ann" } });
    // Once at first; some of the tokens name a key that there is not, for which they are asked for once a minute.
    expect(host.asked).toBeLessThan(10);
  });
});

const tokenBy = (key: HostKey): Promise<string> => hostToken(key, { sub: "u1", exp: hour() + 24 * 3_600 });

describe("keys that change", () => {
  let app: HostApp;
  let clock: ClockServer;
  beforeAll(async () => {
    app = await HostApp.start();
    clock = await startClockServer({ MESSAGE_RATE: "0", AUTH_JWKS: app.jwks });
    await clock.stop();
  });
  afterAll(() => Promise.all([clock.close(), app.close()]));

  const session = async (token: string) =>
    ask(clock, "/api/session", { method: "POST", headers: { Authorization: `Bearer ${token}` } });

  it("[I1] are asked for anew for one that is not known, once a minute, and forgotten when they are told no more", async () => {
    const [before, after] = [await hostKey("ES256", "before"), await hostKey("ES256", "after")];
    app.keys = [before.told];
    expect(await session(await tokenBy(before))).toMatchObject({ status: 200, body: { you: { id: "u1" } } });
    expect(app.asked).toBe(1);
    expect(await session(await tokenBy(after))).toMatchObject({ status: 401 });
    expect(app.asked).toBe(1);
    app.keys = [after.told];
    await clock.advance(JWKS_AGAIN_MS);
    expect(await Promise.all([session(await tokenBy(after)), session(await tokenBy(after))])).toMatchObject([
      { status: 200 },
      { status: 200 },
    ]);
    expect(app.asked).toBe(2);
    expect(await session(await tokenBy(before))).toMatchObject({ status: 401 });
    app.keys = [];
    await clock.advance(JWKS_KEPT_MS - 1);
    expect(await session(await tokenBy(after))).toMatchObject({ status: 200 });
    await clock.advance(1);
    expect(await session(await tokenBy(after))).toMatchObject({ status: 401 });
  });

  it("[I1] that cannot be had keep guests from nothing, and others until they can", async () => {
    const key = await hostKey("ES256", "new");
    app.keys = [key.told];
    app.answer = (response) => void response.writeHead(503).end();
    const lone = await startServer({ AUTH_JWKS: app.jwks });
    try {
      const token = await tokenBy(key);
      const query = new URLSearchParams({ token });
      const away = await refusal(lone.ws(`/r/${newRoom()}?${query}`));
      expect(away).toMatchObject({ status: 500, code: "internal" });
      const { socket } = await join(lone, newRoom(), { name: "Bo" });
      expect(await socket.ask({ type: "auth", token })).toMatchObject({
        code: "internal",
        retryAfter: expect.any(Number),
      });
      app.answer = undefined;
      await expect.poll(async () => (await ask(lone, `/api/session?${query}`, { method: "POST" })).status).toBe(200);
      expect(await socket.ask({ type: "auth", token })).toMatchObject({ you: { id: "u1" } });
    } finally {
      app.answer = undefined;
      await lone.close();
    }
  });

  it("[R8] whoever shows a token while the room gets another log has read nothing of that", async () => {
    const key = await hostKey("ES256", "new");
    app.keys = [key.told];
    const asked = new Promise<() => void>((resolve) => {
      app.answer = (response) => resolve(() => response.end(JSON.stringify({ keys: app.keys })));
    });
    const lone = await startServer({ MESSAGE_RATE: "0", AUTH_JWKS: app.jwks });
    try {
      const { room, owner, token } = await ownedRoom(lone);
      const { socket: ann } = await join(lone, room, { name: "Ann" });
      for (const seq of [1, 2]) {
        await owner.post(`message ${seq}`);
        // The second time is a moment after the first: it is written when she leaves.
        await ann.ask({ type: "read", seq });
      }
      const { text } = await exported(lone, room, token);
      ann.say({ type: "auth", token: await tokenBy(key) });
      const tell = await asked;
      expect(await bringIn(lone, room, token, text)).toMatchObject({ status: 200 });
      expect((await ann.closed).code).toBe(CLOSE.restart);
      tell();
      app.answer = undefined;
      await expect
        .poll(async () => join(lone, room, { token: await tokenBy(key) }).then(() => "in", String))
        .toBe("in");
      expect(await lone.sql(room, "SELECT user_name FROM reads")).toEqual([]);
    } finally {
      app.answer = undefined;
      await lone.close();
    }
  });
});
