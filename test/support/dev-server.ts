import { spawn, type ChildProcess } from "node:child_process";

const START_TIMEOUT_MS = 60_000;

/** `wrangler dev`, as a developer runs it, on storage that outlives it. */
export class DevServer {
  readonly origin: string;
  readonly #process: ChildProcess;

  private constructor(process: ChildProcess, origin: string) {
    this.#process = process;
    this.origin = origin;
  }

  /** Starts on a free port. @param storage the folder that keeps the rooms */
  static async start(storage: string, vars: Record<string, string> = {}): Promise<DevServer> {
    const settings = Object.entries(vars).flatMap(([name, value]) => ["--var", `${name}:${value}`]);
    // Without a port of its own the inspector looks for one that is free, which another server may take meanwhile.
    const ports = ["--port", "0", "--inspector-port", "0"];
    const args = ["wrangler", "dev", "--ip", "127.0.0.1", ...ports, "--persist-to", storage, ...settings];
    const child = spawn("npx", args, {
      stdio: ["ignore", "pipe", "pipe"],
      // A group of its own, so that stopping it stops what it has started too.
      detached: true,
      env: { ...process.env, CI: "true", FORCE_COLOR: "0" },
    });
    const origin = await new Promise<string>((resolve, reject) => {
      let output = "";
      const timer = setTimeout(() => fail(`no address within ${START_TIMEOUT_MS} ms`), START_TIMEOUT_MS);
      const fail = (why: string): void => {
        clearTimeout(timer);
        reject(new Error(`wrangler dev: ${why}\n${output}`));
      };
      const read = (chunk: Buffer): void => {
        output += String(chunk);
        const address = /Ready on (http:\/\/\S+:\d+)/.exec(output)?.[1];
        if (address === undefined) return;
        clearTimeout(timer);
        resolve(address);
      };
      child.stdout.on("data", read);
      child.stderr.on("data", read);
      child.once("exit", (code) => fail(`ended with ${code}`));
    });
    return new DevServer(child, origin);
  }

  /** Ends it, without a goodbye to anybody. */
  async kill(): Promise<void> {
    const ended = new Promise((resolve) => this.#process.once("exit", resolve));
    process.kill(-this.#process.pid!, "SIGKILL");
    await ended;
  }
}
