import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { sign } from "hono/jwt";

/** How a key signs, by the name that tokens have for it. */
const KINDS = {
  RS256: { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256", modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) },
  PS256: { name: "RSA-PSS", hash: "SHA-256", modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) },
  ES256: { name: "ECDSA", namedCurve: "P-256" },
  EdDSA: { name: "Ed25519" },
} as const;
export type Kind = keyof typeof KINDS;
export const HOST_KINDS = Object.keys(KINDS) as Kind[];

type Jwk = JsonWebKey & { readonly kid: string };

/** A key of a host application: what it signs with, and what it tells of it. */
export interface HostKey {
  readonly secret: Jwk;
  readonly told: Jwk;
}

/** Makes a key. @param kid what it is called */
export async function hostKey(alg: Kind, kid: string): Promise<HostKey> {
  const pair = (await crypto.subtle.generateKey(KINDS[alg], true, ["sign", "verify"])) as CryptoKeyPair;
  const jwk = async (key: CryptoKey, more: object): Promise<Jwk> => {
    // That it may be taken out, and for what it is used, concerns this process alone.
    const { key_ops: _, ext: __, ...rest } = (await crypto.subtle.exportKey("jwk", key)) as JsonWebKey;
    return { ...rest, alg, kid, ...more };
  };
  return { secret: await jwk(pair.privateKey, {}), told: await jwk(pair.publicKey, { use: "sig" }) };
}

/** In an hour, in s since 1970. */
export const hour = (): number => Math.floor(Date.now() / 1000) + 3_600;

/** A token that this key signs. @param claims what it says beside a life of one hour */
export function hostToken({ secret }: HostKey, claims: Record<string, unknown>): Promise<string> {
  return sign({ exp: hour(), ...claims }, secret, secret.alg as Kind);
}

/** A host application's server, which tells its keys. */
export class HostApp {
  /** Where it tells them. */
  readonly jwks: string;
  /** What it tells. */
  keys: readonly unknown[] = [];
  /** How it answers, where not by telling the keys. */
  answer: ((response: ServerResponse) => void) | undefined;
  /** How often it was asked. */
  asked = 0;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
    this.jwks = `http://127.0.0.1:${(server.address() as AddressInfo).port}/.well-known/jwks.json`;
    server.on("request", (_request, response: ServerResponse) => {
      this.asked++;
      if (this.answer) return this.answer(response);
      response.setHeader("Content-Type", "application/json");
      response.end(JSON.stringify({ keys: this.keys }));
    });
  }

  static async start(): Promise<HostApp> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new HostApp(server);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
