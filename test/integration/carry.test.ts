import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CARRY_MS, CARRY_QUOTA } from "../../src/config.ts";
import { CODES_PER_CLIENT } from "../../src/platform-quotas.ts";
import type { Carried, Session } from "../../src/protocol/answers.ts";
import { ask } from "../support/http.ts";
import { newRoom, startClockServer, startServer, type TestServer } from "../support/server.ts";
import { join } from "../support/socket.ts";
import { memberToken, SECRET } from "../support/token.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ AUTH_SECRET: SECRET });
});
afterAll(() => server.close());

let clients = 0;
/** Of an address of its own: how many codes each may try is limited. */
const client = () => ({ "CF-Connecting-IP": `198.51.100.${++clients}` });

async function guest(name: string, on = server): Promise<Session & { token: string }> {
  const { body } = await ask(on, "/api/session", { method: "POST", body: JSON.stringify({ name }) });
  return body as Session & { token: string };
}

function carry(token: string, on = server) {
  return ask(on, "/api/session/carry", { method: "POST", headers: { Authorization: `Bearer ${token}` } });
}

async function codeOf(token: string, on = server): Promise<string> {
  const { status, body } = await carry(token, on);
  expect(status).toBe(201);
  return (body as Carried).code;
}

function come(code: unknown, headers: Record<string, string> = client(), on = server) {
  return ask(on, "/api/session", { method: "POST", headers, body: JSON.stringify({ code }) });
}

const REFUSED = { status: 401, body: { error: { code: "unauthorized" } } };

describe("taking a guest along to another device", () => {
  it("[N2] makes it the same guest, by a token of its own, once", async () => {
    const ann = await guest("Ann");
    const code = await codeOf(ann.token);
    const there = await come(code);
    expect(there).toMatchObject({ status: 200, body: { you: ann.you } });
    const { token } = there.body as { token: string };
    const { welcome } = await join(server, newRoom(), { token });
    expect(welcome.you).toEqual({ ...ann.you, name: expect.any(String) });
    expect(await come(code)).toMatchObject(REFUSED);
    // The device that it came from is who it was.
    expect(await ask(server, "/api/inbox", { headers: { Authorization: `Bearer ${ann.token}` } })).toMatchObject({
      status: 200,
      body: { you: ann.you },
    });
  });

  it("[N2] lets one of many in that come at once, and outlives an eviction", async () => {
    const ann = await guest("Ann");
    const code = await codeOf(ann.token);
    await server.evictInbox(ann.you.id);
    const came = await Promise.all(Array.from({ length: 8 }, () => come(code)));
    expect(came.map(({ status }) => status).toSorted()).toEqual([200, ...Array.from({ length: 7 }, () => 401)]);
  });

  it("[N2] a new code takes the place of the one before", async () => {
    const ann = await guest("Ann");
    const first = await codeOf(ann.token);
    const second = await codeOf(ann.token);
    expect(await come(first)).toMatchObject(REFUSED);
    expect(await come(second)).toMatchObject({ status: 200 });
  });

  it("[N2] what is forged, of somebody else, or no code at all is refused, and takes nothing from the one that is good", async () => {
    const [ann, bo] = [await guest("Ann"), await guest("Bo")];
    const code = await codeOf(ann.token);
    const secret = code.slice(code.indexOf(".") + 1);
    const forged = [
      `${ann.you.id}.${"0".repeat(32)}`,
      `${ann.you.id}.`,
      ann.you.id,
      `${bo.you.id}.${secret}`,
      `user.${secret}`,
      "",
      "..",
      `g_${"\u{1F600}"}.${secret}`,
    ];
    for (const wrong of forged) expect(await come(wrong)).toMatchObject(REFUSED);
    expect(await come("x".repeat(257))).toMatchObject({ status: 413, body: { error: { code: "too_big" } } });
    expect(await come(7)).toMatchObject({ status: 400, body: { error: { code: "bad_command" } } });
    expect(await come(code)).toMatchObject({ status: 200, body: { you: { id: ann.you.id } } });
  });

  it("[N2] is too late after ten minutes", async () => {
    const clock = await startClockServer();
    try {
      const ann = await guest("Ann", clock);
      const early = await codeOf(ann.token, clock);
      await clock.advance(CARRY_MS - 60_000);
      expect(await come(early, client(), clock)).toMatchObject({ status: 200, body: { you: ann.you } });
      const late = await codeOf(ann.token, clock);
      await clock.advance(CARRY_MS);
      expect(await come(late, client(), clock)).toMatchObject(REFUSED);
    } finally {
      await clock.close();
    }
  });

  it("[N2] a client tries few codes in a minute", async () => {
    const headers = client();
    const tried = await Promise.all(Array.from({ length: CODES_PER_CLIENT + 5 }, () => come("g_x.y", headers)));
    expect(tried.filter(({ status }) => status === 401)).toHaveLength(CODES_PER_CLIENT);
    expect(tried.find(({ status }) => status === 429)?.body).toMatchObject({ error: { retryAfter: 60_000 } });
  });

  it("[N2] a guest makes few codes at once; others than guests make none", async () => {
    const ann = await guest("Ann");
    for (let made = 0; made < CARRY_QUOTA.burst; made++) await codeOf(ann.token);
    expect(await carry(ann.token)).toMatchObject({ status: 429, body: { error: { code: "rate_limited" } } });
    const member = await carry(await memberToken({ sub: "user-1", name: "Member" }));
    expect(member).toMatchObject({ status: 403, body: { error: { code: "forbidden" } } });
    expect(await ask(server, "/api/session/carry", { method: "POST" })).toMatchObject(REFUSED);
  });
});
