import type { Browser } from "playwright-core";
import { expect, it } from "vitest";
import { soon } from "../support/room-page.ts";
import type { TestServer } from "../support/server.ts";
import { setStage } from "../support/stage.ts";
import { keepsLine, listOf, meet, optionsOf, showsWritten } from "./writing.ts";

let server: TestServer;
let browser: Browser;
setStage({ MESSAGE_RATE: "0" }, (stage) => ({ server, browser } = stage));

it.concurrent("commands are offered at the start of a text, and carried out", async () => {
  const { ann, bo } = await meet({ server, browser }, "commands");
  await ann.composer.pressSequentially("a /");
  expect(await listOf(ann).count()).toBe(0);
  await ann.composer.fill("");
  await ann.composer.pressSequentially("/");
  await soon(async () =>
    expect(await optionsOf(ann)).toEqual([
      "/me",
      "/msg",
      "/nick",
      "/shrug",
      "/search",
      "/topic",
      "/report",
      "/who",
      "/help",
      "/quit",
    ]),
  );
  await ann.composer.pressSequentially("ni");
  await ann.composer.press("Enter");
  await showsWritten(ann, "/nick |");
  await ann.composer.pressSequentially("Anna");
  await ann.composer.press("Enter");
  await bo.log.getByText(/\bAnna\b/).waitFor();
  await ann.page.getByText(/^You are \W*Anna\W* now\.$/).waitFor();
  await showsWritten(ann, "|");

  await bo.say("/who");
  // In the order in which they came.
  await bo.page.getByText(/^2 here: \W*(Anna\W+and\W+Bo|Bo\W+and\W+Anna)\W*$/).waitFor();
  await keepsLine(bo, "/nick *", /^This name does not work\./);

  await Promise.all([ann.close(), bo.close()]);
});

it.concurrent("commands open the list of commands and the search, are refused, and lead out of the room", async () => {
  const { ann, bo } = await meet({ server, browser }, "doors");
  await ann.say("/help");
  const help = ann.page.getByRole("dialog", { name: "Commands" });
  await help.getByText("/quit, /leave").waitFor();
  await ann.page.keyboard.press("Escape");
  await help.waitFor({ state: "detached" });

  await ann.say("Where is the key?");
  await bo.sees("Where is the key?");
  await ann.say("/search key");
  await ann.page.getByRole("dialog").getByText("1 message found").waitFor({ state: "attached" });
  await ann.page.keyboard.press("Escape");
  await ann.page.getByRole("dialog").waitFor({ state: "detached" });
  await keepsLine(ann, "/topic Keys", "You may not do this here.");

  await ann.say("/quit");
  await ann.page.getByRole("heading", { name: "A room is a link." }).waitFor();
  await ann.page.goBack();
  await ann.composer.waitFor();
  await showsWritten(ann, "|");
  await Promise.all([ann.close(), bo.close()]);
});

it.concurrent("what is no command, or lacks something, stays and is told of; two slashes send it", async () => {
  const { ann, bo } = await meet({ server, browser }, "unknown");
  const note = await keepsLine(
    ann,
    "/foo bar",
    /^There is no command \/\W?foo\W?\. To send it as text, begin with \/\/\.$/,
  );
  expect(await note.evaluate((element) => element.closest("[aria-live=polite]") !== null)).toBe(true);
  await ann.composer.press("Home");
  await ann.composer.press("/");
  await note.waitFor({ state: "hidden" });
  await ann.composer.press("Enter");
  await bo.sees("/foo bar");
  await keepsLine(bo, "/me", "/me needs more: /me <text>");
  await keepsLine(bo, "/who there", "/who stands alone: nothing comes after it.");
  expect(await bo.log.locator("[data-seq]").count()).toBe(1);
  await Promise.all([ann.close(), bo.close()]);
});

it.concurrent("[E5] the other one sees what one does: sent, answered, changed and searched for", async () => {
  const { ann, bo } = await meet({ server, browser }, "action");
  await ann.say("Hello");
  await ann.say("/me waves");
  const action = bo.log.locator(".action");
  await soon(async () => expect(await action.allInnerTexts()).toEqual(["Ann waves"]));
  // Its name is not repeated above it.
  expect(await bo.log.locator(".group-head").count()).toBe(1);
  // What is still on its way cannot be changed.
  await ann.log.locator("[data-seq] .action").waitFor();
  await showsWritten(ann, "|");
  await ann.composer.press("ArrowUp");
  await showsWritten(ann, "/me waves|");
  await ann.composer.press("End");
  await ann.composer.pressSequentially(" twice");
  await ann.composer.press("Enter");
  await soon(async () => expect(await action.innerText()).toMatch(/^Ann waves twice\s+\(edited\)$/));

  await action.tap();
  await bo.page.getByRole("button", { name: "Reply" }).tap();
  await bo.page.getByText("Ann waves twice", { exact: true }).waitFor();
  await bo.say("/me waves back");
  const answer = ann.log.locator(".message", { hasText: "waves back" });
  await soon(async () => expect(await answer.locator(".action").innerText()).toBe("Bo waves back"));
  expect(await answer.locator(".quote").innerText()).toMatch(/Ann waves twice$/);
  await ann.say("/search twice");
  await ann.page
    .getByRole("dialog")
    .getByRole("button", { name: /Ann waves twice/ })
    .waitFor();
  await ann.page.keyboard.press("Escape");
  await ann.page.getByRole("dialog").waitFor({ state: "detached" });
  // Two slashes make a text of it.
  await ann.say("//me waves");
  await bo.log.getByText("/me waves").waitFor();
  await Promise.all([ann.close(), bo.close()]);
});
