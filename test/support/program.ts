import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { Inbox } from "./inbox.ts";

/** A program at the other end of pipes: what it says, by lines, and what it is told. */
export class Program {
  readonly lines = new Inbox<string>();
  readonly ended: Promise<{ code: number | null; errors: string }>;
  readonly #process: ChildProcessWithoutNullStreams;

  constructor(command: string, ...args: string[]) {
    this.#process = spawn(command, args);
    let rest = "";
    this.#process.stdout.on("data", (chunk: Buffer) => {
      const lines = (rest + chunk.toString()).split("\n");
      rest = lines.pop()!;
      for (const line of lines) this.lines.push(line);
    });
    let errors = "";
    this.#process.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
    this.ended = new Promise((resolve) => this.#process.once("close", (code) => resolve({ code, errors })));
  }

  write(...lines: string[]): void {
    for (const line of lines) this.#process.stdin.write(`${line}\n`);
  }

  end(): void {
    this.#process.stdin.end();
  }

  kill(): void {
    this.#process.kill("SIGKILL");
  }
}
