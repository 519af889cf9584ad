import { routePartykitRequest, Server } from "partyserver";

/** As its README has it, hibernating, the sender told too. */
export class Party extends Server {
  static options = { hibernate: true };

  onMessage(_connection, message) {
    this.broadcast(message);
  }
}

export default {
  async fetch(request, env) {
    return (await routePartykitRequest(request, env)) ?? new Response("Not found", { status: 404 });
  },
};
