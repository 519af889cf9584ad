import { createTestHarness } from "wrangler";

/** The echoing applications, on workerd. */
export interface EchoServer {
  readonly origin: string;
  close(): Promise<void>;
}

/** @param vars what `wrangler.toml` sets otherwise */
export async function startEchoServer(vars: Record<string, string> = {}): Promise<EchoServer> {
  const harness = createTestHarness({ workers: [{ configPath: "test/conformance/wrangler.toml", vars }] });
  const { url } = await harness.listen();
  return { origin: url.origin, close: () => harness.close() };
}
