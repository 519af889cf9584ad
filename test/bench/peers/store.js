import { Raw } from "./raw.js";

export { default } from "./raw.js";

/** What most make first: each message is stored and then sent to each socket. */
export class Store extends Raw {
  constructor(ctx, env) {
    super(ctx, env);
    ctx.storage.sql.exec("CREATE TABLE IF NOT EXISTS messages (seq INTEGER PRIMARY KEY, at INTEGER, text TEXT)");
  }

  webSocketMessage(socket, message) {
    this.ctx.storage.sql.exec("INSERT INTO messages (at, text) VALUES (?, ?)", Date.now(), message);
    super.webSocketMessage(socket, message);
  }
}
