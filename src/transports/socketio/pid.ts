/** The private id by which the vendor's client is known again: a secret, and a guest's token, who has nothing else. */
export interface Pid {
  readonly pid: string;
  readonly token: string | undefined;
}

const PID = /^[\w-]{20}\.(?<token>\S*)$/;

/** @param token what the client is to be known by when it comes back, where it does not bring a token itself */
export function makePid(token = ""): string {
  return `${crypto.getRandomValues(new Uint8Array(15)).toBase64({ alphabet: "base64url" })}.${token}`;
}

/** @returns undefined where it is none */
export function parsePid(pid: string): Pid | undefined {
  const match = PID.exec(pid);
  return match ? { pid, token: match.groups!["token"] || undefined } : undefined;
}

/** The public id that goes with a private one: the same each time, and it does not give the other away. */
export async function publicId(pid: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(pid));
  return new Uint8Array(digest, 0, 15).toBase64({ alphabet: "base64url" });
}
