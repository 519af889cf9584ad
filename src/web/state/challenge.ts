/** What the server asks of whoever comes [A5]: it says so in the page, so that nobody else has to ask it. */
const asked = document.querySelector<HTMLMetaElement>("meta[name=challenge]")?.content ?? "";

/** Whether something takes passing a challenge: to make `rooms`, or a first of all `visits`. */
export function isChallenged(what: "rooms" | "visits"): boolean {
  return asked.includes(what);
}
