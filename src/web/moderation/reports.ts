import { type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { RoomClient } from "../../client/types.ts";
import type { ReportEntry } from "../../protocol/records.ts";
import { may } from "../../protocol/permissions.ts";
import type { Session } from "../state/session.ts";
import { deskOf } from "./desk.ts";

/** The open reports of a room, for whoever looks after it: asked for once, and followed from then on. */
export class Reports {
  readonly #list: Signal<readonly ReportEntry[] | undefined> = signal(undefined);
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
    session.client.on("report", (event) => this.#add(event));
    // What came meanwhile was told to nobody.
    session.client.on("welcome", () => void this.refresh().catch(() => {}));
  }

  /** The newest first; undefined until they are known. */
  get list(): ReadonlySignal<readonly ReportEntry[] | undefined> {
    return this.#list;
  }

  /** Asks for them. @throws RoomError where that is refused */
  async refresh(): Promise<void> {
    const { you } = this.#session.state.peek();
    // Who looks after the room no more is told nothing.
    if (!you || !may(you, "reports")) return void (this.#list.value = undefined);
    const reports = await deskOf(this.#session).reports();
    this.#list.value = reports.toSorted((a, b) => b.report - a.report);
  }

  /** One is dealt with. @throws RoomError where that is refused */
  async resolve(report: number): Promise<void> {
    await deskOf(this.#session).resolve(report);
    this.#list.value = this.#list.value?.filter((entry) => entry.report !== report);
  }

  #add(entry: ReportEntry): void {
    const others = (this.#list.value ?? []).filter(({ report }) => report !== entry.report);
    this.#list.value = [entry, ...others];
  }
}

const known = new WeakMap<RoomClient, Reports>();

/** The reports of a room: the same for whatever shows them. */
export function reportsOf(session: Session): Reports {
  let reports = known.get(session.client);
  if (!reports) known.set(session.client, (reports = new Reports(session)));
  return reports;
}
