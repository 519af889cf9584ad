import { describe, expect, it } from "vitest";
import { judge, judgeAnybody, type Standing } from "../../src/room/judgement.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../src/protocol/settings.ts";

const SITE = "https://friend.example";

function standing(settings: Partial<Settings> = {}, more: Partial<Standing> = {}): Standing {
  return {
    belongs: false,
    isAdmitted: false,
    settings: { ...DEFAULT_SETTINGS, ...settings },
    ...more,
  };
}

const verdict = (settings: Partial<Settings>, more: Partial<Standing> = {}): string =>
  judge(standing(settings, more))?.code ?? "in";

/** Everything that closes the door to strangers, and what they are told. */
const CLOSED: [settings: Partial<Settings>, code: string][] = [
  [{ visibility: "private" }, "members_only"],
  [{ visibility: "private", locked: true }, "members_only"],
  [{ visibility: "private", password: true }, "password_required"],
  [{ visibility: "private", password: true, locked: true }, "locked"],
  [{ password: true }, "password_required"],
  [{ password: true, locked: true }, "locked"],
  [{ locked: true }, "locked"],
];

describe("[R11] the judgement at the door", () => {
  it("lets everybody into an open room", () => {
    for (const visibility of ["public", "unlisted"] as const) expect(verdict({ visibility })).toBe("in");
  });

  it.each(CLOSED)("%j keeps strangers out, and nobody else", (settings, code) => {
    expect(verdict(settings)).toBe(code);
    expect(verdict(settings, { belongs: true })).toBe("in");
    expect(verdict(settings, { isAdmitted: true })).toBe("in");
    expect(judgeAnybody(standing(settings))).toBeUndefined();
  });

  it("keeps out who is banned, comes from another site, or comes where the operator has closed, whatever they are", () => {
    const ban = { code: "banned", message: "No.", retryAfter: 5 } as const;
    const closed = { code: "forbidden", message: "Closed." } as const;
    for (const more of [{}, { belongs: true }, { isAdmitted: true }]) {
      expect(judge(standing({}, { ...more, ban }))).toBe(ban);
      expect(verdict({ allowedOrigins: [SITE] }, { ...more, origin: "https://other.example" })).toBe("bad_origin");
      expect(verdict({ allowedOrigins: [SITE] }, { ...more, origin: SITE })).toBe("in");
      expect(verdict({ allowedOrigins: [SITE] }, more)).toBe("in");
      expect(verdict({}, { ...more, origin: SITE })).toBe("in");
      expect(judge(standing({}, { ...more, closed, ban }))).toBe(closed);
    }
  });

  it("says that somebody is banned before it says what would let them in", () => {
    const ban = { code: "banned", message: "No." } as const;
    for (const [settings] of CLOSED) expect(verdict(settings, { ban })).toBe("banned");
  });
});
