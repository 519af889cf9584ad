import { spawn } from "node:child_process";

// The echoing applications on a port of one's choice, for whoever wants to run a suite against them.
const { PORT = "8788" } = process.env;
const server = spawn("npx", ["wrangler", "dev", "--config", "test/conformance/wrangler.toml", "--port", PORT], {
  stdio: "inherit",
});
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => server.kill(signal));
server.on("exit", (code) => process.exit(code ?? 1));
