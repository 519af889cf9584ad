import type { Browser, Page } from "playwright-core";
import { expect, it } from "vitest";
import { DESKTOP, PHONE, RoomPage } from "../support/room-page.ts";
import { newRoom, type TestServer } from "../support/server.ts";
import { setStage } from "../support/stage.ts";
import { join } from "../support/socket.ts";

let server: TestServer;
let browser: Browser;
setStage({}, (stage) => ({ server, browser } = stage));

const HOSTILE_NAMES = ["<img src=x onerror=hit()>", "</b><script>hit()</script>", "javascript:hit()"];
const HOSTILE_TEXTS = [
  "<img src=x onerror=hit()>",
  "<script>hit()</script>",
  '<a href="javascript:hit()">a harmless link</a>',
  "javascript:hit()",
  "data:text/html,<script>hit()</script>",
  "</ul></div><iframe srcdoc='<script>parent.hit()</script>'></iframe>",
  "{{constructor.constructor('hit()')()}}",
  "&lt;img src=x onerror=hit()&gt;",
  "https://example.org/<svg/onload=hit()>",
  '"><svg onload=hit()>',
];

/** What markup would have become, had it been taken for markup. */
const foreign = (page: Page) =>
  page.locator("#app :is(img, script, iframe, object, form[action], [onload], [onerror])");

it.concurrent.each([
  ["desktop", DESKTOP],
  ["phone", PHONE],
])(
  "nothing violates the policy in a whole visit, whatever people are called and say, on a %s",
  async (_name, device) => {
    const room = newRoom("policy");
    const guests = await Promise.all(HOSTILE_NAMES.map((name) => join(server, room, { name })));
    const ann = await RoomPage.visit(browser, server.origin, device);
    const { page } = ann;
    await page.evaluate(() => Object.assign(globalThis, { hit: () => document.body.setAttribute("data-hit", "") }));
    await ann.join(room, HOSTILE_NAMES[0]!);
    await ann.here(4).waitFor();

    for (const [index, text] of HOSTILE_TEXTS.entries()) await guests[index % guests.length]!.socket.post(text);
    for (const text of HOSTILE_TEXTS) await ann.log.getByText(text, { exact: true }).last().waitFor();
    await ann.say(HOSTILE_TEXTS[0]!);
    guests[1]!.socket.say({ type: "typing", on: true });
    await page.getByText(`${HOSTILE_NAMES[1]}⁩ is typing…`).waitFor();
    const { socket } = await join(server, room, { name: HOSTILE_NAMES[2]! });
    await page.getByText(/hit\(\).* joined/).waitFor();
    await socket.close();

    await ann.point(HOSTILE_TEXTS[1]!);
    // The mouse may rest on another one.
    const message = page.locator("[data-seq]").filter({ has: page.getByText(HOSTILE_TEXTS[1]!, { exact: true }) });
    await ann.press(message.getByRole("button", { name: "React", exact: true }));
    await ann.press(message.getByRole("button", { name: "More emoji" }));
    await page.getByRole("textbox", { name: "Search emoji" }).fill(HOSTILE_TEXTS[1]!);
    await page.getByText("There is no emoji for that.").waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });

    if (device.hasTouch) {
      await page.getByRole("button", { name: /^People/ }).tap();
      await page.getByRole("dialog").getByText(HOSTILE_NAMES[1]!, { exact: true }).waitFor();
      await page.getByRole("button", { name: "Close" }).tap();
    }
    await page.getByRole("button", { name: /^You are/ }).click();
    await page.getByLabel("Name", { exact: true }).fill(HOSTILE_NAMES[1]!);
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    expect(await foreign(page).count()).toBe(0);

    await page.getByRole("link", { name: "Parley, all rooms" }).click();
    await page.getByRole("link", { name: room }).click();
    await ann.sees(HOSTILE_TEXTS[0]!);
    await page.reload();
    await ann.sees(HOSTILE_TEXTS[0]!);
    expect(await foreign(page).count()).toBe(0);
    expect(await page.locator("body").getAttribute("data-hit")).toBeNull();
    await ann.close();
  },
);

it.concurrent("http and https addresses are links that tell nothing; nothing else is one", async () => {
  const room = newRoom("links");
  const { socket } = await join(server, room, { name: "Bo" });
  const ann = await RoomPage.open(browser, server.origin, room, "Ann");
  await socket.post("See https://example.org/a?b=c, (http://example.org/d) and javascript:hit() or file:///etc/passwd");
  await socket.post("https://bank.example@evil.example/ is neither");
  await socket.post("done");
  await ann.sees("done");

  const links = await ann.log.getByRole("link").evaluateAll((all) =>
    all.map((link) => ({
      text: link.textContent,
      ...Object.fromEntries([...link.attributes].map((a) => [a.name, a.value])),
    })),
  );
  const safe = { target: "_blank", rel: "noopener noreferrer nofollow" };
  expect(links).toEqual([
    { text: "https://example.org/a?b=c", href: "https://example.org/a?b=c", ...safe },
    { text: "http://example.org/d", href: "http://example.org/d", ...safe },
  ]);
  await ann.close();
});

it.concurrent("the page is served with its policy, in the lobby and in a room", async () => {
  for (const path of ["/", "/r/garden", "/r/%20"]) {
    const { headers } = await fetch(server.http(path), { headers: { accept: "text/html" } });
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy.split("; "), path).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
      ]),
    );
    expect(policy, path).not.toMatch(/unsafe|\*/);
    expect(headers.get("x-content-type-options"), path).toBe("nosniff");
    expect(headers.get("referrer-policy"), path).toBe("no-referrer");
  }
});

it.concurrent("the browser holds the page to it", async () => {
  const page = await browser.newPage();
  await page.goto(server.origin);
  await page.getByRole("heading", { name: "A room is a link." }).waitFor();
  const outcome = await page.evaluate(async () => {
    const violated = new Promise<string>((resolve) => {
      document.addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective));
    });
    const script = document.createElement("script");
    script.append("document.body.dataset.hit = ''");
    document.body.append(script);
    let html = "taken";
    try {
      document.body.innerHTML = "<b>bold</b>";
    } catch {
      html = "refused";
    }
    return { violated: await violated, html, wasHit: document.body.dataset["hit"] !== undefined };
  });
  expect(outcome).toEqual({ violated: expect.stringMatching(/script|trusted/), html: "refused", wasHit: false });
  await page.close();
});
