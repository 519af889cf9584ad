import { AxeBuilder } from "@axe-core/playwright";
import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { soon } from "./room-page.ts";

/** Widths that a page is looked at in, from a desk to the smallest phone. */
export const WIDTHS = [1280, 768, 390, 320];

/** Everything that reaches over the side of the page, or can be scrolled sideways. */
export function overflows(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    for (const element of document.querySelectorAll<HTMLElement>("body, body *")) {
      const style = getComputedStyle(element);
      // What is cut off on purpose ends in an ellipsis, or is read aloud only; a field of one line scrolls.
      const ellipses = [element, element.parentElement!].map((part) => getComputedStyle(part).textOverflow);
      const isCut = ellipses.includes("ellipsis") || element.closest(".sr-only, svg, input");
      if (isCut || !element.checkVisibility()) continue;
      const { left, right, width } = element.getBoundingClientRect();
      const name = `${element.tagName}.${element.className} ${Math.round(left)}–${Math.round(right)}`;
      if (width > 0 && (left < -0.5 || right > innerWidth + 0.5)) found.push(name);
      const isScroller =
        !["visible", "clip"].includes(style.overflowX) && element.scrollWidth > element.clientWidth + 1;
      if (isScroller) found.push(`${name} scrolls sideways`);
    }
    const { scrollWidth } = document.documentElement;
    if (scrollWidth > innerWidth) found.push(`the page is ${scrollWidth} wide`);
    return found;
  });
}

/** How far a text is from the side that the page's lines begin at, in px. */
export function startOf(text: Locator): Promise<number> {
  return text.evaluate((element) => {
    const range = document.createRange();
    range.selectNodeContents(element);
    const { left, right } = range.getBoundingClientRect();
    return Math.round(document.documentElement.dir === "rtl" ? innerWidth - right : left);
  });
}

/** What can be pressed and is smaller than a finger: a box with its label; links inside a text are as high as its lines. */
export function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("a, button, input, textarea")]
      .filter((target) => target.checkVisibility() && !target.matches(".text a, .skip"))
      .map((target) => ({ target, box: (target.closest("label") ?? target).getBoundingClientRect() }))
      .filter(({ box }) => box.width < 43.99 || box.height < 43.99)
      .map(({ target, box }) => `${target.ariaLabel ?? target.textContent} ${box.width} × ${box.height}`),
  );
}

/** What of axe's rules asks for colours: all that another colour scheme can change. */
const RULES_OF_COLOUR = ["color-contrast", "link-in-text-block"];

/** axe finds nothing wrong with what is on screen, in either colour scheme. */
export async function expectNoObjection(page: Page, where: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.evaluate(async () => {
      const passing = document.getAnimations().filter((one) => one.effect?.getComputedTiming().endTime !== Infinity);
      await Promise.allSettled(passing.map((animation) => animation.finished));
    });
    // To tell all that is right, too, takes longer than to find out.
    const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ["violations"] });
    if (colorScheme === "dark") axe.withRules(RULES_OF_COLOUR);
    const { violations } = await axe.analyze();
    const found = violations.map(({ id, nodes }) => ({ id, nodes: nodes.map((node) => node.failureSummary) }));
    expect(found, `${where}, ${colorScheme}`).toEqual([]);
  }
}

/** Waits until this has the focus. */
export async function expectFocus(target: Locator): Promise<void> {
  await soon(async () => expect(await target.evaluate((element) => element === document.activeElement)).toBe(true));
}
