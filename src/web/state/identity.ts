import * as v from "valibot";
import { Name, OVER_LIMIT } from "../../protocol/fields.ts";
import { readItem, writeItem } from "./storage.ts";

/** What is wrong with a name, as the key of its message. */
export type NameProblem = "empty" | "long" | "characters";
export type NameInput =
  | { readonly ok: true; readonly name: string }
  | { readonly ok: false; readonly problem: NameProblem };

/** Checks a name by the protocol's rule [C5]. */
export function parseName(raw: string): NameInput {
  const parsed = v.safeParse(Name, raw, { abortPipeEarly: true });
  if (parsed.success) return { ok: true, name: parsed.output };
  if (raw.trim() === "") return { ok: false, problem: "empty" };
  return { ok: false, problem: parsed.issues[0].message.startsWith(OVER_LIMIT) ? "long" : "characters" };
}

/** The name to come under, where one was chosen on this device. */
export function savedName(): string | undefined {
  const parsed = parseName(readItem("name") ?? "");
  return parsed.ok ? parsed.name : undefined;
}

export function saveName(name: string | undefined): void {
  writeItem("name", name);
}

/** Keeps the name that somebody typed, or that they come as a guest. @returns false where it is no name */
export function takeName(raw: string): boolean {
  const parsed = parseName(raw);
  const isEmpty = !parsed.ok && parsed.problem === "empty";
  if (parsed.ok || isEmpty) saveName(parsed.ok ? parsed.name : undefined);
  return parsed.ok || isEmpty;
}

export function saveToken(token: string): void {
  writeItem("token", token);
}

/** The token that this device comes with. */
export function savedToken(): string | undefined {
  return readItem("token");
}

export function forgetToken(): void {
  writeItem("token", undefined);
}

/** Gives the guest's token. Asked a second time for the same one, it was refused: then a new guest comes in. */
export function tokenSource(): () => string | undefined {
  let offered: string | undefined;
  return () => {
    const token = readItem("token");
    if (token !== undefined && token === offered) {
      forgetToken();
      return undefined;
    }
    offered = token;
    return token;
  };
}
