import { adminToken, type Variables } from "../variables.ts";
import type { RoomEntry } from "../protocol/operator.ts";
import type { Registry } from "./registry.ts";

/** What leads to the registry. */
type RegistryEnv = { readonly REGISTRY: DurableObjectNamespace<Registry> } & Variables;

/** What a room tells the registry by; undefined where there is no operator to read it. */
export function registryPort(env: RegistryEnv) {
  if (adminToken(env) === undefined) return undefined;
  const registry = () => env.REGISTRY.getByName("registry");
  return {
    take: async (entry: RoomEntry): Promise<void> => registry().take(entry),
    forget: async (room: string, created: number): Promise<void> => registry().forget(room, created),
  };
}
